import { breakpointText } from "../../debug/index.ts";
import { listNames, wctError } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import { plural } from "../../render/index.ts";
import type { AdapterSession } from "../session/index.ts";
import type { ConsoleAnswer } from "./console-answer.ts";
import { inspectText } from "./inspect.ts";

interface ConsoleCommand {
  readonly usage: string;
  readonly about: string;
  readonly run: (session: AdapterSession, words: ConsoleWords) => Promise<ConsoleAnswer> | ConsoleAnswer;
}

interface ConsoleWords {
  readonly words: readonly string[];
  /** All after the command's name. */
  readonly rest: string;
  /** The artifact of the frame in which the command was entered; null: none. */
  readonly artifact: ArtifactId | null;
}

/** The commands of the console, by name. What is none of them is an expression. */
export const consoleCommands: Readonly<Record<string, ConsoleCommand>> = {
  inspect: {
    usage: "inspect [ARTIFACT] [PATH]",
    about: "an artifact's content, or what a JSONPath selects in it",
    run: (session, words) => inspectText(session, requireArtifact(words, words.words[0]), pathIn(words)),
  },
  skip: { usage: "skip", about: "skips the artifact at hand with the next move", run: (session) => skip(session) },
  retry: { usage: "retry", about: "makes the artifact at hand again", run: (session) => retry(session) },
  set: {
    usage: "set config PATH VALUE | set output FILE",
    about: "changes the configuration for the next attempt, or replaces the output",
    run: set,
  },
  rerun: {
    usage: "rerun",
    about: "starts a new run from this point, which reuses what was made before it",
    run: rerun,
  },
  breakpoints: { usage: "breakpoints", about: "lists the breakpoints", run: (session) => listBreakpoints(session) },
  help: { usage: "help", about: "lists these commands", run: () => ({ text: helpText() }) },
};

/**
 * Returns the command that a line begins with; null: it is an expression. Throws WCT_DEBUG_COMMAND for words behind a
 * command that has no arguments: `skip a` must not skip something else.
 */
export function parseCommand(line: string): { readonly command: ConsoleCommand; readonly rest: string } | null {
  const [, name = "", rest = ""] = /^\s*([a-z]+)(?:\s+(.*))?$/s.exec(line) ?? [];
  const command = Object.hasOwn(consoleCommands, name) ? consoleCommands[name] : undefined;
  if (command?.usage === name && rest.trim() !== "") throw usage(name);
  return command === undefined ? null : { command, rest: rest.trim() };
}

/** Marks the artifact at hand as skipped. Throws WCT_DEBUG_NOT_NOW. */
export function skip(session: AdapterSession): ConsoleAnswer & { readonly skipped: readonly ArtifactId[] } {
  const { session: debug } = session.stopped;
  const dependents = debug.skip();
  const artifact = debug.position?.point?.artifact;
  const others = dependents.length === 0 ? "" : `, and with it ${listNames([...dependents])}`;
  const skipped = artifact === undefined ? dependents : [artifact, ...dependents];
  return { text: `"${artifact}" is skipped when the run goes on${others}`, skipped };
}

function pathIn({ rest, words }: ConsoleWords): string | null {
  const [artifact = ""] = words;
  const path = rest.slice(artifact.length).trim();
  return path === "" ? null : path;
}

async function retry(session: AdapterSession): Promise<ConsoleAnswer> {
  const artifact = session.stopped.session.position?.point?.artifact;
  const { after } = await session.begin((debug) => debug.retry());
  return { text: artifact === undefined ? "retrying" : `retrying "${artifact}"`, after, moves: true };
}

async function rerun(session: AdapterSession): Promise<ConsoleAnswer> {
  const { after } = await session.fork();
  return { text: "a new run starts from here", after, moves: true };
}

async function set(session: AdapterSession, words: ConsoleWords): Promise<ConsoleAnswer> {
  const [, what, argument = ""] = /^(config|output)\s+(.*)$/s.exec(words.rest) ?? [];
  const artifact = requireArtifact(words);
  const { session: debug } = session.stopped;
  const isNow = debug.kind === "live" && debug.position?.isPresent === true;
  if (what === "output") {
    const { elements } = await debug.setOutput(argument, artifact);
    const count = elements === null ? "" : ` (${plural(elements, "element")})`;
    return {
      text: `the output of "${artifact}" is replaced${count}; ${isNow ? "the next move" : "`rerun`"} uses it`,
      hasChanged: true,
    };
  }
  const [, path, value] = /^(\S+)\s+(.+)$/s.exec(argument) ?? [];
  if (what === undefined || path === undefined || value === undefined) throw usage("set");
  await debug.setConfig(path, value, artifact);
  return {
    text: `config.${path} of "${artifact}" is set; ${isNow ? "its next attempt" : "`rerun`"} uses it`,
    hasChanged: true,
  };
}

function listBreakpoints(session: AdapterSession): ConsoleAnswer {
  const all = session.current.session.breakpoints.list();
  const lines = all.map((one) => {
    const origin = one.isFromRunbook ? " (in the runbook)" : "";
    return `${one.number}  ${breakpointText(one)}, ${plural(one.hits, "hit")}${origin}`;
  });
  return { text: lines.length === 0 ? "no breakpoints" : lines.join("\n") };
}

function requireArtifact({ artifact }: ConsoleWords, named?: string): ArtifactId {
  const found = named === undefined ? artifact : (named as ArtifactId);
  if (found !== null) return found;
  throw wctError("WCT_DEBUG_COMMAND", {
    message: "no artifact is at hand here",
    hint: "select the frame of an artifact, or name one",
  });
}

function usage(name: string) {
  return wctError("WCT_DEBUG_COMMAND", {
    message: `"${name}" has other arguments`,
    hint: `write ${consoleCommands[name]?.usage}`,
  });
}

function helpText(): string {
  const width = Math.max(...Object.values(consoleCommands).map((one) => one.usage.length));
  const lines = Object.values(consoleCommands).map(({ usage: text, about }) => `${text.padEnd(width)}  ${about}`);
  return [...lines, "", "Anything else is an expression, such as output.size or config."].join("\n");
}
