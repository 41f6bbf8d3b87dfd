import { openRun } from "../../../app/open/index.ts";
import { readRecord } from "../../../app/record/index.ts";
import { explainFinding } from "../../../app/review/index.ts";
import { renderExplanation } from "../../../render/index.ts";
import { palette } from "../../color.ts";
import { type Io, widthOf } from "../../io.ts";
import type { GlobalOptions } from "../../options.ts";
import { callOf } from "../../output/call.ts";
import { usedBaseline } from "./options.ts";

interface ExplainOptions extends GlobalOptions {
  readonly artifact?: string;
  readonly baseline?: string;
}

/** Runs `wct explain RUN FINDING` and `wct findings show RUN FINDING`. */
export async function explain(
  io: Io,
  { run, finding }: { readonly run: string; readonly finding: string },
  options: ExplainOptions,
): Promise<number> {
  await using opened = await openRun(io, run, options.store);
  const record = await readRecord(opened.store, opened.run);
  const baseline = await usedBaseline(io, opened.run, options);
  const explanation = await explainFinding(opened, record, {
    ...{ finding, artifact: options.artifact, baseline: baseline?.content ?? null, store: options.store },
  });
  const style = { palette: palette(io, options), width: widthOf(io.stdout), call: callOf(io, options) };
  await io.stdout.write(`${options.json ? JSON.stringify(explanation) : renderExplanation(explanation, style)}\n`);
  return 0;
}
