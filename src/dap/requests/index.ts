/*
 * The requests of the protocol, each with its handler.
 *
 * Start at handler.ts; a file groups the requests of one purpose.
 * Must not know: connections, and the order in which requests arrive.
 */

import { breakpointRequests } from "./breakpoint-requests.ts";
import { consoleRequests } from "./console-requests.ts";
import type { RequestHandlers } from "./handler.ts";
import { lifecycleRequests } from "./lifecycle.ts";
import { moveRequests } from "./moves.ts";
import { refusedRequests } from "./refused.ts";
import { viewRequests } from "./views.ts";

export type { ClientControl, RequestCall, RequestHandler } from "./handler.ts";
export { tokenIn } from "./lifecycle.ts";

/** Every request that is answered, by command. */
export const requestHandlers: RequestHandlers = {
  ...lifecycleRequests,
  ...breakpointRequests,
  ...moveRequests,
  ...viewRequests,
  ...consoleRequests,
  ...refusedRequests,
};
