import type { DebugSession, Move } from "../../debug/index.ts";
import { wctError } from "../../diagnostics/index.ts";
import { type Answer, artifactOfFrame } from "../session/index.ts";
import type { RequestCall, RequestHandler, RequestHandlers } from "./handler.ts";

/** Requests that move a session. All artifacts stop and go on together. */
export const moveRequests: RequestHandlers = {
  continue: forward(() => ({ kind: "continue" }), "To the next stop by a breakpoint, a failure or a pause."),
  next: forward(
    () => ({ kind: "next" }),
    "To the stop after this artifact; from there to the stop before the next one, over child runbooks.",
  ),
  stepIn: forward(() => ({ kind: "step" }), "Like `next`, but into child runbooks."),
  stepOut: forward(
    outward,
    "Runs the rest of the child runbook, and stops before the artifact that needs its result. Outside child runbooks: runs this artifact and stops after it.",
  ),
  stepBack: backward({ kind: "back", points: 1 }, "To the point before this one. It can be read, not changed."),
  reverseContinue: backward(
    { kind: "reverse-continue" },
    "Back to the nearest earlier stop by a breakpoint or a failure, or to the first point.",
  ),
  restartFrame: {
    about: "Makes the artifact at hand again, with the configuration that was set.",
    handle: async ({ session, args }) => {
      const { threads, session: debug } = session.stopped;
      const artifact = artifactOfFrame(threads, args.number("frameId"));
      if (artifact !== null && artifact !== debug.position?.point?.artifact) {
        throw wctError("WCT_DEBUG_NOT_NOW", {
          message: `the session does not stand at "${artifact}"`,
          hint: "restart the frame of the artifact at which it stopped",
        });
      }
      return await session.begin((one) => one.retry());
    },
  },
  pause: {
    about: "Stops before the next artifact that starts. What runs goes on until it ends.",
    isUrgent: true,
    handle: ({ session }) => {
      const { session: debug } = session.current;
      if (session.isFinished || debug.phase === "ended") {
        throw wctError("WCT_DEBUG_NOT_NOW", { message: "the run has ended", hint: "step back to see earlier points" });
      }
      debug.pause();
      return {};
    },
  },
};

function forward(moveOf: (session: DebugSession) => Move, about: string): RequestHandler {
  return {
    about,
    handle: async (call) => {
      const move = moveOf(call.session.stopped.session);
      return { ...(await goOn(call, move)), body: { allThreadsContinued: true } };
    },
  };
}

/** A client offers the move everywhere, and expects it to go on. */
function outward({ plan, position }: DebugSession): Move {
  const planned = plan.artifacts.find(({ id }) => id === position?.point?.artifact);
  return { kind: (planned?.group ?? []).length > 0 ? "step-out" : "finish" };
}

async function goOn({ session }: RequestCall, move: Move): Promise<Answer> {
  const { session: debug } = session.stopped;
  if (session.position?.reason.kind === "end") {
    if (debug.kind === "live") return { after: () => session.finish() };
    throw wctError("WCT_DEBUG_NOT_NOW", {
      message: "the record ends here",
      hint: "step back, or enter `rerun` in the console to start a new run from here",
    });
  }
  return await session.begin((one) => one.move(move));
}

function backward(move: Move, about: string): RequestHandler {
  return { about, handle: ({ session }) => session.begin((one) => one.move(move)) };
}
