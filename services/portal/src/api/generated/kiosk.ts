// By generate-api.mjs from /api/kiosk/openapi.json: not to be changed by hand.
export interface paths {
    "/api/kiosk/bills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["BillsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk/heartbeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["TerminalsController_heartbeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk/needs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["NeedsController_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk/needs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["NeedsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["NoticesController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk/parked": {
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
    "/api/kiosk/parked/{id}/events/{eventId}": {
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
    "/api/kiosk/parked/{id}/replay": {
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
    "/api/kiosk/parked/partitions": {
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
    "/api/kiosk/parked/partitions/{id}/pass-over": {
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
    "/api/kiosk/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["PaymentsController_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PaymentsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk/payments/{id}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["PaymentsController_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/kiosk/terminals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TerminalsController_list"];
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
        BillView: {
            /** @description masked but for its end */
            accountNumber: string;
            /** @enum {string} */
            biller: "water";
            /** @description fen */
            owed: number;
            /** @description a payment that has not ended: until then no other is taken */
            payment?: components["schemas"]["UnderWayView"];
        };
        EntryView: {
            /** Format: date-time */
            at: string;
            id: string;
            /** @description sums to zero */
            postings: components["schemas"]["PostingView"][];
        };
        Heartbeat: {
            softwareVersion?: string;
        };
        HeartbeatView: {
            /** Format: date-time */
            at: string;
        };
        NeedView: {
            /** @description with the number it opens the public page */
            code?: string;
            /** Format: date-time */
            createdAt: string;
            id: string;
            number?: string;
            /** @description `sent`, then the state of the ticket */
            state: string;
        };
        NoticeView: {
            /** @example 320600000000 */
            areaCode: string;
            id: string;
            /** Format: date-time */
            publishedAt: string;
            text: string;
            title: string;
            /** Format: date-time */
            until?: string;
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
        PaymentView: {
            /** @description masked but for its end */
            accountNumber: string;
            /** @description fen */
            amount: number;
            /** @enum {string} */
            biller: "water";
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description when it was settled or failed
             */
            endedAt?: string;
            id: string;
            /** @description why it failed */
            reason?: string;
            /** @enum {string} */
            state: "pending" | "settled" | "failed";
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
        PostingView: {
            account: string;
            /** @description fen, signed */
            amount: number;
        };
        RegisterNeed: {
            /** @description who needs it, where that is someone else */
            beneficiary?: components["schemas"]["PersonForm"];
            description: string;
            /** @description where to come, in words: “登记的住址” */
            place?: string;
            /** @description who stands at the kiosk; without a phone where the beneficiary is to be called */
            reporter: components["schemas"]["PersonForm"];
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
        TakePayment: {
            accountNumber: string;
            /** @description fen */
            amount: number;
            /** @enum {string} */
            biller: "water";
        };
        TerminalView: {
            account: string;
            /** @example 320600000000 */
            areaCode: string;
            id: string;
            /** Format: date-time */
            lastSeenAt?: string;
            name: string;
            softwareVersion?: string;
        };
        UnderWayView: {
            /** @description fen */
            amount: number;
            /** Format: date-time */
            createdAt: string;
            /** @description only at the terminal that took it */
            id?: string;
            /** @enum {string} */
            state: "pending" | "settled" | "failed";
            /** @description what there is to do */
            words: components["schemas"]["Words"];
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
    BillsController_get: {
        parameters: {
            query: {
                accountNumber: string;
                biller: "water";
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
                    "application/json": components["schemas"]["BillView"];
                };
            };
        };
    };
    TerminalsController_heartbeat: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Heartbeat"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeartbeatView"];
                };
            };
        };
    };
    NeedsController_register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterNeed"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NeedView"];
                };
            };
        };
    };
    NeedsController_get: {
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
                    "application/json": components["schemas"]["NeedView"];
                };
            };
        };
    };
    NoticesController_list: {
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
                        items: components["schemas"]["NoticeView"][];
                        next: string | null;
                    };
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
    PaymentsController_take: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakePayment"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
        };
    };
    PaymentsController_get: {
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
                    "application/json": components["schemas"]["PaymentView"];
                };
            };
        };
    };
    PaymentsController_entries: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description 1 to 200, 50 where absent */
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
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
                        items: components["schemas"]["EntryView"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    TerminalsController_list: {
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
                        items: components["schemas"]["TerminalView"][];
                        next: string | null;
                    };
                };
            };
        };
    };
}
