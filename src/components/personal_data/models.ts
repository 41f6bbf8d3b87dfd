import type { Context, Input, recognisedText } from "../../plugin/index.ts";
import type { Kit } from "./candidate.ts";
import type { Hit } from "./hits/index.ts";
import type { CompiledRule } from "./rules.ts";

/** Returns what recognisers of plugins found in an item of an artifact. */
export type FoundByModels = (artifact: string, item: string) => readonly Hit[];

/**
 * Reads what recognisers of plugins found, and finds the rule of each category. Fails on a category that the ruleset does
 * not have. The places of one source are in memory, without values.
 */
export async function readModels(
  input: Input<typeof recognisedText> | undefined,
  kit: Kit,
  fail: Context<unknown>["fail"],
): Promise<FoundByModels> {
  const byItem = new Map<string, Hit[]>();
  for (const part of input?.parts ?? []) {
    const { recogniser } = await part.rest();
    for await (const { artifact, item, start, end, category, score } of part.elements()) {
      const compiled = ruleOf(category, kit) ?? unknownCategory(category, { recogniser, kit, fail });
      if (score < kit.options.threshold(compiled.rule.recogniser)) continue;
      const span = { start, end, value: "", score, notes: [`recogniser ${recogniser}`] };
      const key = keyOf(artifact, item);
      const held = byItem.get(key);
      const steps = [{ step: "form" as const, text: `recogniser ${recogniser}`, effect: score, score }];
      const hit = { recogniser: compiled.rule.recogniser, compiled, span, score, steps, context: undefined };
      if (held === undefined) byItem.set(key, [hit]);
      else held.push(hit);
    }
  }
  return (artifact, item) => byItem.get(keyOf(artifact, item)) ?? [];
}

const keyOf = (artifact: string, item: string): string => `${artifact}\n${item}`;

/** The rule of a recogniser is the one for values in texts; a category may have others for columns. */
function ruleOf(category: string, { rules }: Kit): CompiledRule | undefined {
  const own = rules.rules.filter(({ rule }) => rule.category === category);
  return own.find(({ rule }) => rule.recogniser !== undefined) ?? own[0];
}

function unknownCategory(
  category: string,
  {
    recogniser,
    kit,
    fail,
  }: { readonly recogniser: string; readonly kit: Kit; readonly fail: Context<unknown>["fail"] },
): never {
  const known = [...new Set(kit.rules.rules.map(({ rule }) => rule.category))].toSorted();
  return fail(
    "UNKNOWN_CATEGORY",
    `the recogniser ${recogniser} found the category ${JSON.stringify(category.slice(0, 60))}, which no rule has`,
    `configure the recogniser with categories of the ruleset: ${known.join(", ")}`,
  );
}

/** Adds the values to hits, which are places in `content`, and leaves out those that are allowed. */
export function inContent(hits: readonly Hit[], content: string, { options }: Kit): readonly Hit[] {
  return hits.flatMap((hit) => {
    const text = content.slice(hit.span.start, hit.span.end);
    if (text.trim() === "" || options.isAllowed(text)) return [];
    return [{ ...hit, span: { ...hit.span, value: text.toLowerCase().replace(/\s+/g, " ") } }];
  });
}
