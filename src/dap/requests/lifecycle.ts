import { basename, resolve } from "node:path";
import { wctError } from "../../diagnostics/index.ts";
import { clientFormat, type RequestArguments } from "../protocol/index.ts";
import { type AdapterSession, type Answer, type LaunchTarget, launchTarget } from "../session/index.ts";
import { capabilities } from "./capabilities.ts";
import type { RequestCall, RequestHandlers } from "./handler.ts";

/** Requests that begin and end a session. */
export const lifecycleRequests: RequestHandlers = {
  initialize: {
    about: "Answers with the capabilities. Lines and columns may start at 0 or 1; paths may be URIs.",
    handle: ({ args, client }) => {
      client.initialize(clientFormat(args));
      return { body: capabilities };
    },
  },
  launch: {
    about:
      "`runbook` executes a runbook; `run` (and `at`: `start`, `end`, `failure`) shows a recorded run. Also `stopOnEntry`, `breakAtEnd`, `maxConcurrency`, `cwd`, `env`, `envFile`, `store`, `plugins`, `token`. The event `initialized` follows. A client that comes back to a listening server may launch the same again, and joins its session.",
    handle: ({ session, args, client }) => {
      const target = launchTarget(args, session.defaults);
      return session.isOpen && client.mayReturn ? rejoined(session, target) : opened(session, target);
    },
  },
  attach: {
    about: "Joins the session of a listening server, or opens what the command line of the server names.",
    handle: async ({ session }) => {
      if (session.isOpen) return joined(session);
      const { runbook, run } = session.defaults;
      if (runbook !== undefined || run !== undefined) return await opened(session, session.defaults);
      throw wctError("WCT_DEBUG_NOT_NOW", {
        message: "there is no session to attach to",
        hint: 'start one with "request": "launch"',
      });
    },
  },
  configurationDone: {
    about: "The session goes to its first stop. A client that attached gets the event `stopped` of the present stop.",
    handle: ({ session }) => {
      // It throws before a session is open.
      void session.current;
      return { after: () => session.configured() };
    },
  },
  terminate: {
    about: "Cancels the run, which is recorded as cancelled. The events `exited` and `terminated` follow.",
    isUrgent: true,
    handle: ({ session }) => ({ after: () => session.terminate() }),
  },
  disconnect: {
    about:
      "Ends the session; the run is cancelled. A listening server keeps it, paused, unless `terminateDebuggee` is true or the run has ended.",
    isUrgent: true,
    handle: async (call) => {
      await call.client.leave(endsWith(call));
      return { after: () => call.client.left() };
    },
  },
  cancel: {
    about: "Cancels a request that waits, or reads content, by `requestId`.",
    isUrgent: true,
    handle: ({ args, client }) => {
      const request = args.optionalNumber("requestId");
      if (request !== undefined) client.cancel(request);
      return {};
    },
  },
};

/** Whether the session ends with the client's `disconnect`. */
function endsWith({ session, args, client }: RequestCall): boolean {
  if (!client.mayReturn || session.isFinished || !session.isOpen) return true;
  return args.flag("terminateDebuggee");
}

function joined(session: AdapterSession): Answer {
  return { after: () => session.outlet.sendNow("initialized") };
}

/** Joins the session that a launch means. Throws WCT_DEBUG_NOT_NOW if the session debugs something else. */
function rejoined(session: AdapterSession, { runbook, run }: LaunchTarget): Answer {
  const { opened: debug, session: open } = session.current;
  const isRecorded = open.kind === "recorded";
  const isSameRun = run === session.target.run || run === open.run;
  const isSame = run !== undefined ? isRecorded && isSameRun : !isRecorded && isSameFile(runbook, debug.runbook);
  if (isSame) return joined(session);
  throw wctError("WCT_DEBUG_NOT_NOW", {
    message: `a session is open: it debugs ${isRecorded ? `run "${open.run}"` : `"${debug.runbook.shown}"`}`,
    hint: 'join it with "request": "attach", or end it with `terminate`',
  });
}

/** The session's folder may differ from the server's, so that names are compared as well as paths. */
function isSameFile(
  written: string | undefined,
  { shown, path }: { readonly shown: string; readonly path: string | null },
) {
  return written !== undefined && (written === shown || resolve(written) === path);
}

async function opened(session: AdapterSession, target: LaunchTarget): Promise<Answer> {
  await session.open(target);
  return {
    after: () => {
      session.outlet.sendNow("process", processBody(session));
      session.outlet.sendNow("initialized");
    },
  };
}

function processBody({ current }: AdapterSession): object {
  const { opened: debug, session } = current;
  return { name: basename(debug.runbook.shown), startMethod: session.kind === "live" ? "launch" : "attach" };
}

/** Returns the token in a request's arguments; undefined if there is none. */
export function tokenIn(args: RequestArguments): string | undefined {
  return args.has("token") ? args.optionalText("token") : undefined;
}
