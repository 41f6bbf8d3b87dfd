import type { Context, Input, Limits, personalDataFinding, standardInput } from "../../plugin/index.ts";
import { entityKey } from "../locators.ts";
import { joinLimits, type SignalRule, type SignalWeights } from "../rules/index.ts";
import { type LinkedCandidate, signalCollector } from "./collector.ts";

interface Sources {
  readonly standard_input: Input<typeof standardInput>;
  readonly personal_data_finding?: Input<typeof personalDataFinding> | undefined;
}

interface Ruleset<R> {
  readonly rules: readonly R[];
  readonly weights: SignalWeights;
}

/**
 * Reads the inputs once. Returns every candidate with at least `minScore`, in a stable order, and the inputs' limits.
 */
export async function findCandidates<R extends SignalRule>(
  { rules, weights }: Ruleset<R>,
  inputs: Sources,
  { minScore, ...host }: { readonly minScore: number } & Pick<Context<unknown>, "signal" | "progress">,
): Promise<{ readonly candidates: readonly LinkedCandidate<R>[]; readonly limits: Limits }> {
  const collector = signalCollector(rules, weights);
  const limits: Limits[] = [];
  for (const part of inputs.standard_input.parts) {
    const rest = await part.rest();
    limits.push(rest.limits);
    for (const { name, tables } of rest.structure?.databases ?? []) {
      for (const table of tables) collector.table(name, table);
    }
  }
  let done = 0;
  for await (const batch of inputs.standard_input.batches()) {
    host.signal.throwIfAborted();
    for (const item of batch) collector.item(item);
    done += batch.length;
    host.progress(done, inputs.standard_input.size ?? undefined);
  }
  for (const part of inputs.personal_data_finding?.parts ?? []) {
    for await (const finding of part.elements()) collector.personal(finding);
  }
  const candidates = collector.done().filter(({ score }) => score >= minScore);
  return { candidates: withoutGeneral(candidates), limits: joinLimits(limits) };
}

/** Removes what a general rule says about a table or file that another rule describes. */
function withoutGeneral<R extends SignalRule>(
  candidates: readonly LinkedCandidate<R>[],
): readonly LinkedCandidate<R>[] {
  // Columns alone do not say that the rows of `users` are somebody else's.
  const isMore = ({ signals }: LinkedCandidate<R>) =>
    signals.some(({ kind }) => kind !== "column" && kind !== "finding");
  const others = candidates.filter((one) => !one.rule.general && isMore(one));
  const described = new Set(others.map(({ locator }) => entityKey(locator)));
  return candidates.filter(({ rule, locator }) => !rule.general || !described.has(entityKey(locator)));
}
