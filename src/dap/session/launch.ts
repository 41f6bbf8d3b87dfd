import { statSync } from "node:fs";
import { resolve } from "node:path";
import { type DebugOptions, type OpenedDebug, openLiveDebug, openRecordedDebug } from "../../app/debug/index.ts";
import type { Host } from "../../app/host/index.ts";
import { wctError } from "../../diagnostics/index.ts";
import type { RequestArguments } from "../protocol/index.ts";

/** What a session debugs: a runbook, or a recorded run. */
export interface LaunchTarget {
  readonly runbook?: string | undefined;
  readonly run?: string | undefined;
  readonly at?: "start" | "end" | "failure" | undefined;
  readonly stopOnEntry?: boolean | undefined;
  /** Whether a live session stops once more at the end of its run. */
  readonly breakAtEnd?: boolean | undefined;
  readonly cwd?: string | undefined;
  /** Variables for placeholders; null removes one. */
  readonly env?: ReadonlyMap<string, string | null> | undefined;
  readonly options?: DebugOptions | undefined;
}

const recordedPlaces = ["start", "end", "failure"] as const;

/** Reads the arguments of a launch request; what is absent is taken from the defaults. Throws WCT_DEBUG_COMMAND. */
export function launchTarget(args: RequestArguments, defaults: LaunchTarget): LaunchTarget {
  const runbook = args.optionalText("runbook") ?? args.optionalText("program");
  const run = args.optionalText("run");
  const names = runbook === undefined && run === undefined ? defaults : { runbook, run };
  if (names.runbook !== undefined && names.run !== undefined) {
    throw wctError("WCT_DEBUG_COMMAND", {
      message: '"runbook" and "run" cannot be combined',
      hint: "`runbook` executes a runbook; `run` shows a recorded run",
    });
  }
  const plugins = args.texts("plugins");
  return {
    ...names,
    at: placeOf(args.optionalText("at")) ?? defaults.at,
    stopOnEntry: args.optionalFlag("stopOnEntry") ?? defaults.stopOnEntry,
    breakAtEnd: args.optionalFlag("breakAtEnd") ?? defaults.breakAtEnd,
    cwd: args.optionalText("cwd") ?? defaults.cwd,
    env: args.has("env") ? args.mapping("env") : defaults.env,
    options: {
      ...defaults.options,
      envFile: args.optionalText("envFile") ?? defaults.options?.envFile,
      store: args.optionalText("store") ?? defaults.options?.store,
      plugins: plugins.length > 0 ? plugins : defaults.options?.plugins,
      maxConcurrency: args.optionalNumber("maxConcurrency") ?? defaults.options?.maxConcurrency,
    },
  };
}

/** Opens what a target names. Throws WCT_DEBUG_COMMAND if it names nothing, and whatever planning finds wrong. */
export async function openTarget(host: Host, target: LaunchTarget, listeners: DebugOptions): Promise<OpenedDebug> {
  const { runbook, run, options = {}, at } = target;
  const inside = hostFor(host, target);
  if (run !== undefined) return await openRecordedDebug(inside, run, { ...options, ...listeners, at });
  if (runbook !== undefined) {
    // It always stops before the first artifact, where the client's breakpoints are then judged: they come later.
    return await openLiveDebug(inside, runbook, { ...options, ...listeners, stopOnEntry: true });
  }
  throw wctError("WCT_DEBUG_COMMAND", {
    message: "the launch arguments name neither a runbook nor a run",
    hint: 'add "runbook": "PATH" to execute a runbook, or "run": "RUN" to show a recorded run',
  });
}

function placeOf(text: string | undefined): LaunchTarget["at"] {
  if (text === undefined) return undefined;
  const found = recordedPlaces.find((place) => place === text);
  if (found !== undefined) return found;
  throw wctError("WCT_DEBUG_COMMAND", {
    message: `"at" is "${text}"`,
    hint: `use one of ${recordedPlaces.join(", ")}`,
  });
}

function hostFor(host: Host, { cwd, env }: LaunchTarget): Host {
  const variables = new Map(host.env);
  for (const [name, value] of env ?? []) {
    if (value === null) variables.delete(name);
    else variables.set(name, value);
  }
  const folder = cwd === undefined ? host.cwd : resolve(host.cwd, cwd);
  if (!isFolder(folder)) {
    throw wctError("WCT_DEBUG_COMMAND", { message: `"cwd" is "${cwd}", which is no folder`, hint: "name a folder" });
  }
  return { cwd: folder, env: variables };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
