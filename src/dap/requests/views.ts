import { wctError } from "../../diagnostics/index.ts";
import { artifactState } from "../../run/index.ts";
import { type Answer, artifactOfFrame, scopesOf, stackFrames } from "../session/index.ts";
import type { RequestCall, RequestHandlers } from "./handler.ts";

/** Requests that show a stop. */
export const viewRequests: RequestHandlers = {
  threads: {
    about: "The artifacts in flight; the run itself, if there is none.",
    handle: ({ session }) => {
      if (!session.isOpen) return { body: { threads: [{ id: 1, name: "wct" }] } };
      const { threads, reporter, session: debug } = session.current;
      return { body: { threads: threads.list(debug, reporter.reported) } };
    },
  },
  stackTrace: {
    about:
      "The artifact, with its lines in its runbook; then the artifacts that include this runbook as a child, innermost first; then the runbook. `startFrame` and `levels` are supported.",
    handle: stackTrace,
  },
  scopes: {
    about: "Of an artifact: Inputs, Configuration, Output, Run. Of the runbook: Run.",
    handle: ({ session, args }) => {
      const { stopped } = session;
      return { body: { scopes: scopesOf(stopped, artifactOfFrame(stopped.threads, args.number("frameId"))) } };
    },
  },
  variables: {
    about:
      "Content is read when it is expanded. Streams and arrays have `indexedVariables`: `start` and `count` read one page; without them the first 100 are read.",
    handle: variables,
  },
  source: {
    about: "The text of a runbook as it was recorded, where the file has changed or is gone.",
    handle: ({ session, args }) => ({
      body: { content: session.current.sources.recorded(args), mimeType: "application/yaml" },
    }),
  },
  loadedSources: {
    about: "The runbook and its child runbooks.",
    handle: ({ session, format }) => ({
      body: { sources: session.isOpen ? session.current.sources.shown(format) : [] },
    }),
  },
  exceptionInfo: {
    about: "The failure at which the session stopped: code, message, hint, class.",
    handle: failureInfo,
  },
};

function stackTrace({ session, args, format }: RequestCall): Answer {
  const { session: debug, threads, sources } = session.stopped;
  const all = stackFrames({ session: debug, threads, sources, format }, args.number("threadId"));
  const start = args.optionalNumber("startFrame") ?? 0;
  const levels = args.optionalNumber("levels") || all.length;
  return { body: { stackFrames: all.slice(start, start + levels), totalFrames: all.length } };
}

async function variables({ session, args, signal }: RequestCall): Promise<Answer> {
  const filter = args.optionalText("filter");
  const expandable = session.stopped.references.get(args.number("variablesReference"));
  const children = await expandable.children({
    kind: filter === "named" || filter === "indexed" ? filter : undefined,
    start: args.optionalNumber("start") ?? 0,
    count: args.optionalNumber("count"),
    signal,
  });
  return { body: { variables: children } };
}

function failureInfo({ session }: RequestCall): Answer {
  const { session: debug } = session.stopped;
  const { point } = debug.position ?? { point: null };
  const attempts = point === null ? [] : artifactState(debug.state(), point.artifact).attempts;
  const result = attempts.find(({ attempt }) => attempt === point?.attempt)?.result;
  if (point?.side !== "after" || result?.outcome !== "failed") {
    throw wctError("WCT_DEBUG_NOT_NOW", {
      message: "the session did not stop at a failure",
      hint: "`config` and `output` show what there is here",
    });
  }
  const { code, message, hint, exception } = result.failure;
  return {
    body: {
      exceptionId: code,
      description: hint === null ? message : `${message}\n${hint}`,
      breakMode: "always",
      details: {
        message,
        ...(exception === null ? {} : { typeName: exception.name, stackTrace: exception.frames.join("\n") }),
      },
    },
  };
}
