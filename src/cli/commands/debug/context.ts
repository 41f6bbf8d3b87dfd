import type { OpenedDebug } from "../../../app/debug/index.ts";
import type { SessionPosition } from "../../../debug/index.ts";
import { listNames, nearest, wctError } from "../../../diagnostics/index.ts";
import type { ArtifactId, PlannedArtifact } from "../../../domain/index.ts";
import type { Palette } from "../../../render/index.ts";
import type { Io } from "../../io.ts";
import type { EditedFiles } from "./edit/edited-files.ts";
import type { ShellInput } from "./input/index.ts";
import type { DebugCommandOptions } from "./options.ts";

/** What commands of the shell work with. It outlives a session: `rerun` replaces `opened`. */
export interface ShellContext {
  readonly io: Io;
  readonly options: DebugCommandOptions;
  readonly palette: Palette;
  readonly opened: OpenedDebug;
  readonly input: ShellInput;
  readonly say: (text: string) => Promise<void>;
  /** The artifact that the next move skips; null if none. */
  skipping: ArtifactId | null;
  /** Contents that were edited and refused, by artifact; the next `edit` begins with them. */
  readonly drafts: Map<ArtifactId, string>;
  readonly edited: EditedFiles;
  /** Ctrl-C belongs to the editor until it ends. */
  readonly whileEditing: <T>(work: () => Promise<T>) => Promise<T>;
  readonly commands: readonly ShellCommand[];
}

/** What a command makes the shell do. */
export type CommandEffect =
  | { readonly kind: "stay" }
  /** Goes on; `where` resolves at the next position. */
  | { readonly kind: "move"; readonly where: () => Promise<SessionPosition> }
  /** Ends this session; a new one takes its place. */
  | { readonly kind: "fork" }
  | { readonly kind: "quit" };

/** What an argument names, for completion. */
export type ArgumentKind =
  | "command"
  | "artifact"
  | "stop-place"
  | "path"
  | "config-path"
  | "file"
  | "breakpoint"
  | "what-to-set";

/** One command of the shell. Help, completion and the reference page come from these. */
export interface ShellCommand {
  readonly name: string;
  /** A shorter name; null if there is none. */
  readonly alias: string | null;
  /** The arguments, as help shows them. */
  readonly usage: string;
  /** What it does, in one line that begins with a verb. */
  readonly about: string;
  /** More lines for the help of this command. */
  readonly details: readonly string[];
  /** What the arguments name, in order. */
  readonly completes: readonly ArgumentKind[];
  /** Whether an empty line repeats it. */
  readonly isRepeatable?: boolean;
  /** `rest`: what follows the name, trimmed. Throws the errors that the user sees. */
  readonly run: (context: ShellContext, rest: string) => Promise<CommandEffect>;
}

export const stay: CommandEffect = { kind: "stay" };

/** Returns the artifact that a command names, or the one at hand. Throws WCT_DEBUG_COMMAND, WCT_DEBUG_NOT_NOW. */
export function artifactFor({ opened: { session } }: ShellContext, written: string): PlannedArtifact {
  const { artifacts } = session.plan;
  const id = written === "" ? session.position?.point?.artifact : written;
  if (id === undefined) {
    throw wctError("WCT_DEBUG_NOT_NOW", {
      message: "there is no artifact at hand here",
      hint: `name one: ${listNames(artifacts.map((one) => one.id))}`,
    });
  }
  const found = artifacts.find((one) => one.id === id);
  if (found !== undefined) return found;
  const ids = artifacts.map((one) => one.id);
  const near = nearest(id, ids);
  throw wctError("WCT_DEBUG_COMMAND", {
    message: `the runbook has no artifact "${id}"`,
    hint: near === undefined ? `it has ${listNames(ids)}` : `did you mean "${near}"?`,
  });
}
