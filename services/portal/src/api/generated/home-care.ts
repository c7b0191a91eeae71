// By generate-api.mjs from /api/home-care/openapi.json: not to be changed by hand.
export interface paths {
    "/api/home-care/elderly": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ElderlyController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-care/parked": {
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
    "/api/home-care/parked/{id}/events/{eventId}": {
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
    "/api/home-care/parked/{id}/replay": {
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
    "/api/home-care/parked/partitions": {
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
    "/api/home-care/parked/partitions/{id}/pass-over": {
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
    "/api/home-care/provider-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ProvidersController_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-care/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["ProvidersController_list"];
        put?: never;
        post: operations["ProvidersController_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-care/providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["ProvidersController_change"];
        trace?: never;
    };
    "/api/home-care/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["RequestsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-care/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["RequestsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-care/requests/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["RequestsController_assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-care/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["VisitsController_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-care/visits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["VisitsController_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-care/visits/{id}/cannot-be-done": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["VisitsController_giveUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-care/visits/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["VisitsController_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-care/visits/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["VisitsController_reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/home-care/visits/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["VisitsController_start"];
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
        AreaStep: {
            /** @example 320600000000 */
            code: string;
            name: string;
        };
        AssignRequest: {
            /**
             * Format: date-time
             * @description when the visit is to be; not in the past
             */
            plannedAt: string;
            providerId: string;
        };
        ChangeProvider: {
            /** @description of the provider’s account that sees these visits from now on */
            accountId: string;
        };
        CompleteVisit: {
            /** @description what was done and found */
            report: string;
        };
        CreateProvider: {
            /** @description of the provider’s account that sees these visits; some have none */
            accountId?: string;
            /**
             * @description where they serve
             * @example 320600000000
             */
            areaCode: string;
            name: string;
            /**
             * @description of mainland China; kept as digits, an extension behind a dash: 051385510000-801
             * @example 13800138000
             */
            phone: string;
        };
        ElderView: {
            /** @example 320600000000 */
            areaCode: string;
            birthYear: number;
            /** @description masked */
            name: string;
            residentId: string;
            tags: string[];
        };
        GiveVisitUp: {
            /** @description why it could not be done: nobody at home, refused, … */
            reason: string;
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
        PersonView: {
            /** @description masked */
            address?: string;
            /** @description masked */
            name: string;
            /** @description masked */
            phone?: string;
            residentId?: string;
        };
        ProviderAccountView: {
            /** @description what they sign in with */
            account: string;
            /** @example 320600000000 */
            areaCode: string;
            disabled: boolean;
            id: string;
            name: string;
            /** @description whose it is already */
            providerId?: string;
        };
        ProviderNameView: {
            id: string;
            name: string;
        };
        ProviderView: {
            /** @description what they sign in with */
            account?: string;
            /** @description the account was disabled: nobody sees these visits */
            accountDisabled?: boolean;
            accountId?: string;
            /** @example 320600000000 */
            areaCode: string;
            id: string;
            name: string;
            /** @description masked */
            phone: string;
        };
        RequestView: {
            /** @example 320600000000 */
            areaCode: string;
            /** @description from the county down to the area itself */
            areaPath: components["schemas"]["AreaStep"][];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            dueAt: string;
            history: components["schemas"]["StepView"][];
            id: string;
            need: string;
            note?: string;
            person: components["schemas"]["PersonView"];
            /** Format: date-time */
            plannedAt?: string;
            provider?: components["schemas"]["ProviderNameView"];
            source: components["schemas"]["SourceView"];
            /** @enum {string} */
            state: "requested" | "assigned" | "done" | "not-done";
            /** @description the hotline's: ordinary, urgent, critical; may grow */
            urgency: string;
            version: number;
            visitId?: string;
        };
        RevealedPerson: {
            address?: string;
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
        StepView: {
            action: string;
            /** Format: date-time */
            at: string;
            by?: components["schemas"]["ActorView"];
            note?: string;
            state: string;
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
        VisitView: {
            /** @description what the asker may do now */
            allowedActions: string[];
            /** @example 320600000000 */
            areaCode: string;
            /** @description from the county down to the area itself */
            areaPath: components["schemas"]["AreaStep"][];
            /** Format: date-time */
            endedAt?: string;
            history: components["schemas"]["StepView"][];
            id: string;
            need: string;
            note?: string;
            person: components["schemas"]["PersonView"];
            /** Format: date-time */
            plannedAt: string;
            reason?: string;
            report?: string;
            requestId: string;
            /** Format: date-time */
            startedAt?: string;
            /** @enum {string} */
            state: "planned" | "in-service" | "completed" | "not-done";
            version: number;
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
    ElderlyController_list: {
        parameters: {
            query?: {
                /** @description with everything below it */
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
                        items: components["schemas"]["ElderView"][];
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
    ProvidersController_accounts: {
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
                        items: components["schemas"]["ProviderAccountView"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    ProvidersController_list: {
        parameters: {
            query?: {
                /** @description with everything below it */
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
                        items: components["schemas"]["ProviderView"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    ProvidersController_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProvider"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderView"];
                };
            };
        };
    };
    ProvidersController_change: {
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
                "application/json": components["schemas"]["ChangeProvider"];
            };
        };
        responses: {
            /** @description as asked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderView"];
                };
            };
        };
    };
    RequestsController_list: {
        parameters: {
            query?: {
                /** @description with everything below it */
                areaCode?: string;
                /** @description `next` of the page before */
                cursor?: string;
                /** @description 1 to 200, 50 where absent */
                limit?: number;
                sort?: "dueAt" | "-createdAt";
                state?: "requested" | "assigned" | "done" | "not-done";
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
                        items: components["schemas"]["RequestView"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    RequestsController_get: {
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
                    "application/json": components["schemas"]["RequestView"];
                };
            };
        };
    };
    RequestsController_assign: {
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
                "application/json": components["schemas"]["AssignRequest"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestView"];
                };
            };
        };
    };
    VisitsController_list: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                cursor?: string;
                /** @description 1 to 200, 50 where absent */
                limit?: number;
                /** @description `plannedAt` where absent */
                sort?: "plannedAt" | "-plannedAt";
                state?: "planned" | "in-service" | "completed" | "not-done";
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
                        items: components["schemas"]["VisitView"][];
                        next: string | null;
                    };
                };
            };
        };
    };
    VisitsController_get: {
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
                    "application/json": components["schemas"]["VisitView"];
                };
            };
        };
    };
    VisitsController_giveUp: {
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
                "application/json": components["schemas"]["GiveVisitUp"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitView"];
                };
            };
        };
    };
    VisitsController_complete: {
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
                "application/json": components["schemas"]["CompleteVisit"];
            };
        };
        responses: {
            /** @description as asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitView"];
                };
            };
        };
    };
    VisitsController_reveal: {
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
                    "application/json": components["schemas"]["RevealedPerson"];
                };
            };
        };
    };
    VisitsController_start: {
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
                    "application/json": components["schemas"]["VisitView"];
                };
            };
        };
    };
}
