import type { Digest } from "../domain/index.ts";
import { type Call, command } from "./call.ts";
import { type Palette, safeText } from "./paint.ts";
import type { RunView } from "./run-view.ts";
import { shellWord } from "./shell-word.ts";
import { textWidth } from "./table.ts";
import { plural } from "./units.ts";
import { wrapped } from "./wrap.ts";

export interface RunEnding {
  readonly view: RunView;
  /** Hash of the last frame. */
  readonly head: Digest;
  /** How many artifacts hold raw content that stays, and the folder where. */
  readonly rawContent: { readonly artifacts: number; readonly where: string };
  readonly call: Call;
  /** Columns of the terminal; null: a file or a pipe. */
  readonly width: number | null;
}

/** What stands after the summary of a run: what was kept, the hash that proves it, and where to go from here. */
export function renderRunEnding({ view, head, rawContent, call, width }: RunEnding, palette: Palette): string {
  const { id, runbook, status } = view.run;
  const notice = [
    `  raw content is kept of ${plural(rawContent.artifacts, "artifact")}, in ${safeText(rawContent.where)}; \`${command("runs prune --raw", call)}\` drops it,`,
    "  and `config: { retain: derived }` in the runbook keeps none after a run",
  ];
  const kept = rawContent.artifacts === 0 ? [] : fitted(notice, width);
  const example = exampleOf(view);
  const next = [
    ...(example === null ? [] : [command(`inspect ${id} ${example}`, call)]),
    command(`timeline ${id}`, call),
    command(`verify ${id}`, call),
  ];
  const resume = status === "completed" ? [] : [`  ${command(`run ${shellWord(runbook.path)} --resume ${id}`, call)}`];
  return [...kept, `  head  ${head}`, "", ...resume, ...next.map((one) => palette.faint(`  ${one}`))].join("\n");
}

/** As they are, or where one is too wide, as one paragraph. */
const fitted = (lines: readonly string[], width: number | null): readonly string[] =>
  width === null || lines.every((line) => textWidth(line) <= width)
    ? lines
    : wrapped(`  ${lines.map((line) => line.trim()).join(" ")}`, { width, indent: "  " });

/** An output is what the run was made for; without one, what has content. What failed has its own command above. */
function exampleOf({ outputs, artifacts }: RunView): string | null {
  if (artifacts.some(({ error }) => error !== null)) return null;
  const withContent = artifacts.findLast(({ digest }) => digest !== null);
  return outputs.at(-1)?.artifact ?? withContent?.id ?? null;
}
