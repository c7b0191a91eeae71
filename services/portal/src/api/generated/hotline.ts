// By generate-api.mjs from /api/hotline/openapi.json: not to be changed by hand.
export interface paths {
    "/api/hotline/callers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CallsController_whoIsCalling"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ParkedController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/parked/{id}/events/{eventId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["ParkedController_drop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/parked/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ParkedController_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/parked/partitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ParkedController_stoppedPartitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/parked/partitions/{id}/pass-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ParkedController_passOver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/public/tickets/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PublicTicketsController_ask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TicketsController_list"];
        put?: never;
        post: operations["TicketsController_record"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TicketsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/tickets/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["TicketActionsController_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/tickets/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["TicketActionsController_answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/tickets/{id}/call-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["TicketActionsController_callBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/tickets/{id}/dispatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["TicketActionsController_dispatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/tickets/{id}/refer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["TicketActionsController_refer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/tickets/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["TicketActionsController_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/tickets/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["TicketActionsController_returnToHotline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/tickets/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["TicketsController_reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/tickets/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TicketsController_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/hotline/tickets/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TicketsController_waiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ActorView: {
            id: string;
            name: string;
            role: string;
        };
        AnswerTicket: {
            reply: string;
            satisfied?: boolean;
            /** @description the caller says so: the ticket is closed at once */
            solved?: boolean;
        };
        AreaStep: {
            /** @example 320600000000 */
            code: string;
            name: string;
        };
        CallBackTicket: {
            note?: string;
            rating?: number;
            reached: boolean;
            /** @description required where the resident was reached, unless `solved` is false */
            satisfied?: boolean;
            solved?: boolean;
        };
        CallerView: {
            /** @example 320600000000 */
            areaCode: string;
            areaPath: components["schemas"]["AreaStep"][];
            livesAlone: boolean;
            /** @description in full: the operator greets the caller */
            name: string;
            residentId: string;
            tags: string[];
        };
        CallView: {
            /** @description whether more are registered with it than these */
            morePeople: boolean;
            /** @description registered with this telephone: a household may share it; at most 200 */
            people: components["schemas"]["CallerView"][];
            /** @description masked */
            phone: string;
            /** @description newest first, at most 10 */
            tickets: components["schemas"]["EarlierTicketView"][];
        };
        CriticalView: {
            id: string;
            number: string;
        };
        DispatchTicket: {
            unitId: string;
        };
        EarlierTicketView: {
            /** Format: date-time */
            createdAt: string;
            description: string;
            /** Format: date-time */
            dueAt: string;
            id: string;
            /** @enum {string} */
            kind: "advice" | "help" | "complaint" | "report" | "suggestion";
            number: string;
            /** @enum {string} */
            state: "received" | "dispatched" | "handling" | "referred" | "returned" | "resolved" | "closed";
            /** @enum {string} */
            urgency: "ordinary" | "urgent" | "critical";
        };
        EntryView: {
            action: string;
            /** Format: date-time */
            at: string;
            by?: components["schemas"]["ActorView"];
            /**
             * Format: date-time
             * @description the deadline of the term that begins here
             */
            dueAt?: string;
            /** @description whether the term that ends here was missed */
            late?: boolean;
            note?: string;
            /** @enum {string} */
            state: "received" | "dispatched" | "handling" | "referred" | "returned" | "resolved" | "closed";
        };
        ParkedEvent: {
            id: string;
            sequence: number;
            time: string;
            type: string;
        };
        ParkedView: {
            /** @description the source aggregate whose events wait */
            aggregate: string;
            attempts: number;
            /** @description what went wrong the last time */
            error?: string;
            /** @description the first of those that wait, in their order; the first is the one that failed */
            events: components["schemas"]["ParkedEvent"][];
            group: string;
            handler: string;
            id: string;
            /** @description whether more wait behind them */
            more: boolean;
            /** @enum {string} */
            state: "retrying" | "parked" | "clear";
        };
        PersonForm: {
            address?: string;
            name: string;
            /**
             * @description of mainland China; kept as digits, an extension behind a dash: 051385510000-801
             * @example 13800138000
             */
            phone?: string;
            residentId?: string;
        };
        PersonView: {
            /** @description masked */
            address?: string;
            /** @description masked */
            name?: string;
            /** @description masked */
            phone?: string;
            /** @description kept back: nobody is to be called */
            phoneWithheld?: boolean;
            residentId?: string;
        };
        PublicTicketView: {
            number: string;
            /** @description once it is done */
            reply?: string;
            /** @enum {string} */
            state: "received" | "dispatched" | "handling" | "referred" | "returned" | "resolved" | "closed";
            /** @description the state as residents are told it */
            words: components["schemas"]["Words"];
        };
        RecordTicket: {
            /** @example 320600000000 */
            areaCode: string;
            /** @description the one in need, where that is not the reporter */
            beneficiary?: components["schemas"]["PersonForm"];
            /**
             * @description `phone` where absent
             * @enum {string}
             */
            channel?: "phone" | "kiosk" | "window" | "web" | "open311" | "referral";
            confidential?: boolean;
            description: string;
            /**
             * @description `help` where absent
             * @enum {string}
             */
            kind?: "advice" | "help" | "complaint" | "report" | "suggestion";
            /** Format: date-time */
            occurredAt?: string;
            place?: string;
            reporter: components["schemas"]["Reporter"];
            /** @enum {string} */
            urgency: "ordinary" | "urgent" | "critical";
        };
        ReferTicket: {
            need: string;
            note?: string;
            /** @enum {string} */
            service: "home-care";
        };
        Reporter: {
            name: string;
            /**
             * @description of mainland China; kept as digits, an extension behind a dash: 051385510000-801
             * @example 13800138000
             */
            phone?: string;
            /** @description the number is kept back, and nobody is to call: in place of `phone` */
            phoneWithheld?: boolean;
            residentId?: string;
        };
        ResolveTicket: {
            reply: string;
        };
        ReturnTicket: {
            reason: string;
        };
        RevealedPerson: {
            address?: string;
            name: string;
            phone?: string;
        };
        RevealedView: {
            address?: string;
            beneficiary?: components["schemas"]["RevealedPerson"];
            name: string;
            phone?: string;
        };
        RevealForm: {
            /** @description why this must be known: kept with who asked and when */
            purpose: string;
        };
        SourceView: {
            id: string;
            service: string;
        };
        StoppedPartitionView: {
            /** @description why it cannot be read; on a station it names the row of the log */
            fault: string;
            group: string;
            id: string;
            /** @description where it waits */
            offset: number;
            partition: number;
            /** Format: date-time */
            since: string;
            /** @enum {string} */
            state: "stopped" | "passed";
            topic: string;
        };
        TicketView: {
            /** @description what the asker may do now, the next step first */
            allowedActions: string[];
            /** @example 320600000000 */
            areaCode: string;
            /** @description from the county down to the area itself */
            areaPath: components["schemas"]["AreaStep"][];
            beneficiary?: components["schemas"]["PersonView"];
            /** @enum {string} */
            channel: "phone" | "kiosk" | "window" | "web" | "open311" | "referral";
            /** Format: date-time */
            closedAt?: string;
            /** @description to whoever records it, and to operators */
            code?: string;
            confidential: boolean;
            /** Format: date-time */
            createdAt: string;
            description: string;
            /** Format: date-time */
            dueAt: string;
            /** @description counted through days that no notice which is known has settled */
            dueProvisional: boolean;
            history: components["schemas"]["EntryView"][];
            id: string;
            /** @enum {string} */
            kind: "advice" | "help" | "complaint" | "report" | "suggestion";
            /** @description set with the first reply */
            late?: boolean;
            need?: string;
            /** @description YYYYMMDD-NNNNNN-C */
            number: string;
            /** Format: date-time */
            occurredAt?: string;
            /** @description what another service made it from */
            origin?: components["schemas"]["SourceView"];
            place?: string;
            rating?: number;
            reply?: string;
            /** @description empty where it is confidential */
            reporter: components["schemas"]["PersonView"];
            /** Format: date-time */
            resolvedAt?: string;
            satisfied?: boolean;
            /** @enum {string} */
            state: "received" | "dispatched" | "handling" | "referred" | "returned" | "resolved" | "closed";
            unit?: components["schemas"]["UnitView"];
            /** @enum {string} */
            urgency: "ordinary" | "urgent" | "critical";
            version: number;
        };
        UnitView: {
            id: string;
            name: string;
        };
        WaitingStateView: {
            count: number;
            /** @description how many of them are critical */
            critical: number;
            /** @description of the critical ones the fifty with the soonest deadlines, the soonest first */
            soonest: components["schemas"]["CriticalView"][];
            /** @enum {string} */
            state: "received" | "dispatched" | "handling" | "referred" | "returned" | "resolved" | "closed";
        };
        WaitingView: {
            states: components["schemas"]["WaitingStateView"][];
        };
        Words: {
            en: string;
            "zh-CN": string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    CallsController_whoIsCalling: {
        parameters: {
            query: {
                /** @description of mainland China; kept as digits, an extension behind a dash: 051385510000-801 */
                phone: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallView"];
                };
            };
        };
    };
    ParkedController_list: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description 1 to 200, 50 where absent */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page; `next` is the cursor of the following one, null at the end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ParkedView"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    ParkedController_drop: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                eventId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkedView"];
                };
            };
        };
    };
    ParkedController_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkedView"];
                };
            };
        };
    };
    ParkedController_stoppedPartitions: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description 1 to 200, 50 where absent */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page; `next` is the cursor of the following one, null at the end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["StoppedPartitionView"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    ParkedController_passOver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StoppedPartitionView"];
                };
            };
        };
    };
    PublicTicketsController_ask: {
        parameters: {
            query: {
                /** @description the eight digits that came with the number */
                code: string;
            };
            header?: never;
            path: {
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicTicketView"];
                };
            };
        };
    };
    TicketsController_list: {
        parameters: {
            query?: {
                /** @description with everything below it */
                areaCode?: string;
                /** @description `next` of the page before */
                cursor?: string;
                /** @description 1 to 200, 50 where absent */
                limit?: number;
                /** @description a ticket number, a telephone, or words that blanks part: newest first, whatever `sort` */
                q?: string;
                /** @description of mainland China; kept as digits, an extension behind a dash: 051385510000-801 */
                reporterPhone?: string;
                /** @description `dueAt` where absent */
                sort?: "dueAt" | "-createdAt";
                state?: "received" | "dispatched" | "handling" | "referred" | "returned" | "resolved" | "closed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page; `next` is the cursor of the following one, null at the end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TicketView"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    TicketsController_record: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordTicket"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
        };
    };
    TicketsController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
        };
    };
    TicketActionsController_accept: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
        };
    };
    TicketActionsController_answer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerTicket"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
        };
    };
    TicketActionsController_callBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallBackTicket"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
        };
    };
    TicketActionsController_dispatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DispatchTicket"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
        };
    };
    TicketActionsController_refer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReferTicket"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
        };
    };
    TicketActionsController_resolve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveTicket"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
        };
    };
    TicketActionsController_returnToHotline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnTicket"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketView"];
                };
            };
        };
    };
    TicketsController_reveal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevealForm"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevealedView"];
                };
            };
        };
    };
    TicketsController_stream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    TicketsController_waiting: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingView"];
                };
            };
        };
    };
}
