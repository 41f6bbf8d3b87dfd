import type { Digest } from "../../domain/index.ts";
import {
  command,
  type Invocation,
  type Palette,
  plural,
  safeText,
  shellWord,
  textWidth,
  wrapped,
} from "../text/index.ts";
import type { RunView } from "./view.ts";

interface RunEnding {
  readonly view: RunView;
  /** Hash of the last frame. */
  readonly head: Digest;
  /** Number of artifacts with raw content that is kept, and the folder that contains it. */
  readonly rawContent: { readonly artifacts: number; readonly where: string };
  readonly call: Invocation;
  /** Columns of the terminal; null: a file or a pipe. */
  readonly width: number | null;
}

/** Returns what follows the summary of a run: what was kept, the hash that proves it, and the next steps. */
export function renderRunEnding({ view, head, rawContent, call, width }: RunEnding, palette: Palette): string {
  const { id, runbook, status } = view.run;
  const notice = [
    `  raw content of ${plural(rawContent.artifacts, "artifact")} is kept in ${safeText(rawContent.where)}; \`${command("runs prune --raw", call)}\` deletes it,`,
    "  and `config: { retain: derived }` in the runbook keeps none after a run",
  ];
  const kept = rawContent.artifacts === 0 ? [] : fitted(notice, width);
  const example = exampleOf(view);
  const hasFindings = view.artifacts.some(({ digest, schema }) => digest !== null && /_finding:/.test(schema ?? ""));
  const next = [
    ...(hasFindings ? [command(`findings ${id}`, call)] : []),
    ...(example === null ? [] : [command(`inspect ${id} ${example}`, call)]),
    command(`timeline ${id}`, call),
    command(`verify ${id}`, call),
  ];
  const resume = status === "completed" ? [] : [`  ${command(`run ${shellWord(runbook.path)} --resume ${id}`, call)}`];
  return [...kept, `  head  ${head}`, "", ...resume, ...next.map((one) => palette.faint(`  ${one}`))].join("\n");
}

/** Returns the lines unchanged, or as one paragraph if one is too wide. */
const fitted = (lines: readonly string[], width: number | null): readonly string[] =>
  width === null || lines.every((line) => textWidth(line) <= width)
    ? lines
    : wrapped(`  ${lines.map((line) => line.trim()).join(" ")}`, { width, indent: "  " });

/**
 * Returns an output, the purpose of a run; without outputs, an artifact with content. Returns null after a failure,
 * which has its own command above.
 */
function exampleOf({ outputs, artifacts }: RunView): string | null {
  if (artifacts.some(({ error }) => error !== null)) return null;
  const withContent = artifacts.findLast(({ digest }) => digest !== null);
  return outputs.at(-1)?.artifact ?? withContent?.id ?? null;
}
