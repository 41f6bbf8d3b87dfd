import type { StopPoint } from "../../debug/index.ts";
import { wctError } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import { type ConsoleAnswer, completionsOf, parseCommand, skip } from "../console/index.ts";
import { type Answer, artifactOfFrame, contentVariable, setConfiguration } from "../session/index.ts";
import { jsonVariable, type ShownVariable } from "../variables/index.ts";
import type { RequestCall, RequestHandlers } from "./handler.ts";

/** Requests of the console, of watches and hovers, and those that change values. */
export const consoleRequests: RequestHandlers = {
  evaluate: {
    about:
      "An expression over `inputs`, `output`, `config`, `artifact`, `run`, or an artifact's id. In the console also the commands that `help` lists.",
    handle: evaluate,
  },
  completions: {
    about: "Commands, ids of artifacts, fields of expressions, keys of configurations, paths into content.",
    handle: async ({ session, args, format }) => {
      const text = args.text("text");
      const asked = Math.trunc(format.column.read(args.number("column"))) - 1;
      const cursor = Math.max(0, Math.min(asked, text.length));
      const { targets, length } = await completionsOf(session, text.slice(0, cursor));
      return { body: { targets: targets.map((one) => ({ ...one, start: cursor - length, length })) } };
    },
  },
  setVariable: {
    about: "Changes a value of the scope Configuration for the artifact's next attempt. The planner checks it first.",
    handle: setVariable,
  },
  setExpression: { about: "The same for an expression such as `config.path`.", handle: setExpression },
  "wct/skip": {
    about: "Skips the artifact at hand, and what depends on it, with the next move. Answers with `skipped`.",
    handle: ({ session }) => ({ body: { skipped: skip(session).skipped } }),
  },
  "wct/fork": {
    about: "Starts a new run from this stop, with the changes that are set; it reuses what was made before.",
    handle: ({ session }) => session.fork(),
  },
};

async function evaluate(call: RequestCall): Promise<Answer> {
  const { session, args } = call;
  const expression = args.text("expression");
  const command = args.optionalText("context") === "repl" ? parseCommand(expression) : null;
  if (command !== null) {
    const { rest } = command;
    const words = { rest, words: rest === "" ? [] : rest.split(/\s+/), artifact: artifactAtHand(call) };
    return commandAnswer(call, await command.command.run(session, words));
  }
  const { value, type, variablesReference, indexedVariables, namedVariables } = await evaluated(call, expression);
  const isWhole = args.optionalText("context") === "clipboard";
  const result = isWhole ? await wholeText(call, expression, value) : value;
  return { body: { result, type, variablesReference, indexedVariables, namedVariables } };
}

function commandAnswer({ session, format }: RequestCall, answer: ConsoleAnswer): Answer {
  const { text, reference = 0, after, hasChanged = false, moves = false } = answer;
  const thread = session.isOpen ? session.current.threads.main : 1;
  return {
    body: { result: text, variablesReference: reference },
    after: async () => {
      if (hasChanged && format.showsInvalidation) session.outlet.sendNow("invalidated", { areas: ["variables"] });
      if (moves) session.outlet.sendNow("continued", { threadId: thread, allThreadsContinued: true });
      await after?.();
    },
  };
}

/** The artifact of the call's frame; without a frame, the one at which the session stopped. */
function artifactAtHand({ session, args }: RequestCall): ArtifactId | null {
  if (!session.isOpen || session.position === null) return null;
  const frame = args.optionalNumber("frameId");
  const { threads, session: debug } = session.stopped;
  return frame === undefined ? (debug.position?.point?.artifact ?? null) : artifactOfFrame(threads, frame);
}

/** The held point of the call's frame; undefined: where the session stopped. Throws WCT_DEBUG_NOT_NOW if it runs. */
function pointOfFrame({ session, args }: RequestCall): StopPoint | undefined {
  const frame = args.optionalNumber("frameId");
  const { threads, session: debug } = session.stopped;
  const artifact = frame === undefined ? null : artifactOfFrame(threads, frame);
  if (artifact === null || artifact === debug.position?.point?.artifact) return undefined;
  const held = debug.position?.isPresent === true ? debug.held.find((one) => one.artifact === artifact) : undefined;
  if (held !== undefined) return held;
  const stopped = debug.position?.point?.artifact;
  throw wctError("WCT_DEBUG_NOT_NOW", {
    message: `expressions have no value at "${artifact}": the session stands ${stopped === undefined ? "at no artifact" : `at "${stopped}"`}`,
    hint: "select the frame of the artifact at which it stands, or enter `inspect ARTIFACT` in the console",
  });
}

async function evaluated(call: RequestCall, expression: string): Promise<ShownVariable> {
  const { stopped } = call.session;
  const artifact = stopped.session.plan.artifacts.find(({ id }) => id === expression.trim());
  if (artifact !== undefined) return await contentVariable(stopped, artifact.id);
  const result = await stopped.session.evaluate(expression, pointOfFrame(call));
  if (result.kind === "value") return jsonVariable(stopped.references, { name: expression, value: result.value });
  throw wctError("WCT_DEBUG_COMMAND", { message: result.message, hint: result.hint });
}

async function wholeText(call: RequestCall, expression: string, shown: string): Promise<string> {
  const { session: debug } = call.session.stopped;
  if (debug.plan.artifacts.some(({ id }) => id === expression.trim())) return shown;
  const result = await debug.evaluate(expression, pointOfFrame(call));
  if (result.kind !== "value") return shown;
  return typeof result.value === "string" ? result.value : (JSON.stringify(result.value, null, 2) ?? shown);
}

async function setVariable({ session, args, format }: RequestCall): Promise<Answer> {
  const { set } = session.stopped.references.get(args.number("variablesReference"));
  if (set === undefined) {
    throw wctError("WCT_DEBUG_NOT_NOW", {
      message: `"${args.text("name")}" cannot be changed`,
      hint: "change values of the scope Configuration, or enter `set output FILE` in the console",
    });
  }
  const changed = await set(args.text("name"), args.text("value"));
  return { body: shownValue(changed), after: () => invalidated(session, format.showsInvalidation) };
}

async function setExpression(call: RequestCall): Promise<Answer> {
  const { session, args, format } = call;
  const expression = args.text("expression");
  const [, path] = /^\s*config(?:\.|(?=\[))(.+)$/.exec(expression) ?? [];
  const artifact = artifactAtHand(call);
  const { stopped } = session;
  if (path === undefined || artifact === null) {
    throw wctError("WCT_DEBUG_NOT_NOW", {
      message: `"${expression}" cannot be changed`,
      hint: "change an expression such as config.path",
    });
  }
  const change = { name: expression, path: path.trim(), written: args.text("value") };
  const changed = await setConfiguration(stopped, artifact, change);
  return { body: shownValue(changed), after: () => invalidated(session, format.showsInvalidation) };
}

const shownValue = ({ value, type, variablesReference }: ShownVariable) => ({ value, type, variablesReference });

function invalidated({ outlet }: RequestCall["session"], isShown: boolean): void {
  if (isShown) outlet.sendNow("invalidated", { areas: ["variables"] });
}
