// By generate-api.mjs from /api/information-network/openapi.json: not to be changed by hand.
export interface paths {
    "/api/information-network/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AreasController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/information-network/areas/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["AreasController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/information-network/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CalendarController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/information-network/calendar/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["CalendarController_get"];
        put: operations["CalendarController_set"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/information-network/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["MovesController_list"];
        put?: never;
        post: operations["MovesController_ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/information-network/moves/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["MovesController_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/information-network/moves/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["MovesController_refuse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/information-network/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["NoticesController_list"];
        put?: never;
        post: operations["NoticesController_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/information-network/parked": {
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
    "/api/information-network/parked/{id}/events/{eventId}": {
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
    "/api/information-network/parked/{id}/replay": {
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
    "/api/information-network/parked/partitions": {
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
    "/api/information-network/parked/partitions/{id}/pass-over": {
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
    "/api/information-network/residents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ResidentsController_list"];
        put?: never;
        post: operations["ResidentsController_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/information-network/residents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ResidentsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["ResidentsController_change"];
        trace?: never;
    };
    "/api/information-network/residents/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["ResidentsController_reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/information-network/residents/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["TimelineController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/information-network/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["UnitsController_list"];
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
        AreaStep: {
            /** @example 320600000000 */
            code: string;
            name: string;
        };
        AreaView: {
            /** @example 320600000000 */
            code: string;
            /** @description city, county, town, community; may grow */
            level: string;
            name: string;
            /**
             * @description null at the top of the tree
             * @example 320600000000
             */
            parent: string | null;
            /** @description from the county down to itself */
            path: components["schemas"]["AreaStep"][];
            /** @description a virtual community of the statistical codes: nobody lives there */
            placeholder: boolean;
            /** @description a date; absent where no source gives it */
            validFrom?: string;
            validTo?: string;
        };
        AskMove: {
            /** @description where they live now */
            address: string;
            /**
             * @description the community where they live now
             * @example 320600000000
             */
            areaCode: string;
            /** @description GB 11643, 18 characters with a valid check character */
            identityNumber: string;
            name: string;
            /**
             * @description of mainland China; kept as digits, an extension behind a dash: 051385510000-801
             * @example 13800138000
             */
            phone?: string;
            /** @description read by the community that decides */
            reason: string;
        };
        ChangeResident: {
            address?: string;
            /**
             * @description a community
             * @example 320600000000
             */
            areaCode?: string;
            /**
             * @description of mainland China; kept as digits, an extension behind a dash: 051385510000-801
             * @example 13800138000
             */
            phone?: string;
            tags?: ("elderly" | "living-alone" | "empty-nest" | "left-behind" | "disabled" | "destitute")[];
        };
        HeldResident: {
            /** @description where they are registered */
            areaPath: components["schemas"]["AreaStep"][];
            id: string;
            /** @description masked */
            name: string;
            /** @description whether the request gives the name that is registered */
            sameName: boolean;
        };
        MoveView: {
            /** @description what the asker of this list may do now */
            allowedActions: string[];
            /** @description why it was refused */
            answer?: string;
            /** @description where to */
            areaPath: components["schemas"]["AreaStep"][];
            /** Format: date-time */
            askedAt: string;
            askedBy: string;
            /**
             * Format: date-time
             * @description when what tells of the person was taken away
             */
            clearedAt?: string;
            /** Format: date-time */
            decidedAt?: string;
            id: string;
            /** @description as the asker gave it, masked */
            identityNumber?: string;
            /** @description as the asker gave it, masked; absent once nothing of the person is kept */
            name?: string;
            reason?: string;
            /** @description to who decides */
            resident?: components["schemas"]["HeldResident"];
            /** @enum {string} */
            state: "asked" | "accepted" | "refused" | "expired" | "lapsed";
            version: number;
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
        PublishNotice: {
            /** @example 320600000000 */
            areaCode: string;
            text: string;
            title: string;
            /**
             * Format: date-time
             * @description shown until then; must lie in the future
             */
            until?: string;
        };
        RefuseMove: {
            /** @description read by the community that asked */
            reason: string;
        };
        RefView: {
            id: string;
            kind: string;
        };
        RegisterResident: {
            address: string;
            /**
             * @description a community
             * @example 320600000000
             */
            areaCode: string;
            /** @description GB 11643, 18 characters with a valid check character */
            identityNumber: string;
            name: string;
            /**
             * @description of mainland China; kept as digits, an extension behind a dash: 051385510000-801
             * @example 13800138000
             */
            phone: string;
            tags?: ("elderly" | "living-alone" | "empty-nest" | "left-behind" | "disabled" | "destitute")[];
        };
        ResidentView: {
            /** @description masked */
            address?: string;
            /** @example 320600000000 */
            areaCode?: string;
            /** @description from the county down to the community */
            areaPath?: components["schemas"]["AreaStep"][];
            id: string;
            /** @description masked */
            identityNumber: string;
            /** @description masked */
            name: string;
            /** @description masked */
            phone?: string;
            /** Format: date-time */
            registeredAt: string;
            /** @description made up for the demo city */
            synthetic: boolean;
            tags?: ("elderly" | "living-alone" | "empty-nest" | "left-behind" | "disabled" | "destitute")[];
            version: number;
        };
        RevealedResident: {
            address?: string;
            identityNumber: string;
            name: string;
            phone?: string;
        };
        RevealForm: {
            /** @description why this must be known: kept with who asked and when */
            purpose: string;
        };
        SetYear: {
            /** @description whether the State Council's notice for the year is out */
            noticed: boolean;
            /** @description weekdays that are free */
            off: string[];
            /** @description the notice, by its title or number */
            source?: string;
            /**
             * Format: date
             * @description the notice's date
             */
            sourceDate?: string;
            /** @description days of a weekend that are worked (调休) */
            worked: string[];
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
        TimelineItemView: {
            /** Format: date-time */
            at: string;
            ref: components["schemas"]["RefView"];
            service: string;
            /** @description a plain sentence without personal data */
            summary: string;
            /**
             * @description the event’s name
             * @enum {string}
             */
            type: "information-network.resident-registered" | "information-network.resident-updated" | "kiosk.need-registered" | "hotline.ticket-received" | "hotline.ticket-linked" | "hotline.ticket-answered" | "hotline.ticket-dispatched" | "hotline.ticket-referred" | "hotline.ticket-accepted" | "hotline.ticket-returned" | "hotline.ticket-resolved" | "hotline.ticket-called-back" | "hotline.ticket-closed" | "hotline.ticket-reopened" | "home-care.request-received" | "home-care.request-assigned" | "home-care.visit-started" | "home-care.visit-completed" | "home-care.visit-not-done";
        };
        UnitView: {
            /** @example 320600000000 */
            areaCode: string;
            /** @description a committee’s is its area code */
            id: string;
            /** @enum {string} */
            kind: "committee" | "police" | "civil-affairs" | "urban-management" | "environment" | "water";
            name: string;
        };
        YearView: {
            /** @description the year */
            id: string;
            /** @description whether the State Council's notice for the year is out */
            noticed: boolean;
            /** @description weekdays that are free */
            off: string[];
            /** @description the notice, by its title or number */
            source?: string;
            /**
             * Format: date
             * @description the notice's date
             */
            sourceDate?: string;
            version: number;
            /** @description days of a weekend that are worked (调休) */
            worked: string[];
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
    AreasController_list: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description 1 to 200, 50 where absent */
                limit?: number;
                /** @description the top of the tree where absent; with `q` everything below it, the asker’s own area where absent */
                parent?: string;
                /** @description a part of the name (after that of an area above, parted by a blank) or its initials in pinyin: the best first, one page */
                q?: string;
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
                        items: components["schemas"]["AreaView"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    AreasController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
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
                    "application/json": components["schemas"]["AreaView"];
                };
            };
        };
    };
    CalendarController_list: {
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
                        items: components["schemas"]["YearView"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    CalendarController_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                year: string;
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
                    "application/json": components["schemas"]["YearView"];
                };
            };
        };
    };
    CalendarController_set: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                year: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetYear"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["YearView"];
                };
            };
        };
    };
    MovesController_list: {
        parameters: {
            query: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description 1 to 200, 50 where absent */
                limit?: number;
                /** @description `asked`: what the asker’s area asked for; `held`: what it is asked for, and decides */
                side: "asked" | "held";
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
                        items: components["schemas"]["MoveView"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    MovesController_ask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskMove"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoveView"];
                };
            };
        };
    };
    MovesController_accept: {
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
                    "application/json": components["schemas"]["MoveView"];
                };
            };
        };
    };
    MovesController_refuse: {
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
                "application/json": components["schemas"]["RefuseMove"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MoveView"];
                };
            };
        };
    };
    NoticesController_list: {
        parameters: {
            query?: {
                /** @description the asker’s own area where absent */
                areaCode?: string;
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
    NoticesController_publish: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishNotice"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeView"];
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
    ResidentsController_list: {
        parameters: {
            query?: {
                /** @description an area with everything below it */
                areaCode?: string;
                /** @description `next` of the page before */
                cursor?: string;
                /** @description 1 to 200, 50 where absent */
                limit?: number;
                /** @description of mainland China; kept as digits, an extension behind a dash: 051385510000-801 */
                phone?: string;
                /** @description a full name */
                q?: string;
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
                        items: components["schemas"]["ResidentView"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    ResidentsController_register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterResident"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResidentView"];
                };
            };
        };
    };
    ResidentsController_get: {
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
                    "application/json": components["schemas"]["ResidentView"];
                };
            };
        };
    };
    ResidentsController_change: {
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
                "application/json": components["schemas"]["ChangeResident"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResidentView"];
                };
            };
        };
    };
    ResidentsController_reveal: {
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
                    "application/json": components["schemas"]["RevealedResident"];
                };
            };
        };
    };
    TimelineController_list: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description 1 to 200, 50 where absent */
                limit?: number;
                /** @description `at`, the oldest first, where absent */
                sort?: "at" | "-at";
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
                        items: components["schemas"]["TimelineItemView"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    UnitsController_list: {
        parameters: {
            query?: {
                /** @description the asker’s own area where absent */
                areaCode?: string;
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
                        items: components["schemas"]["UnitView"][];
                        next: string | null;
                    };
                };
            };
        };
    };
}
