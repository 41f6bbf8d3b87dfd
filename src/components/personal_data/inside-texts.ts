import { rounded } from "../rules/index.ts";
import type { FindingCandidate, Kit, Values } from "./candidate.ts";
import { type ColumnFacts, fitsTable } from "./column-name.ts";
import type { CompiledRule } from "./rules.ts";
import { scanText, writeHit } from "./scan.ts";
import { limited, type Score } from "./score.ts";
import { type ShownValue, shownAt } from "./shown-values.ts";

const none: Score = { value: 0, steps: [] };

/** Finds personal data inside the longer texts of a column. */
export function insideTexts(facts: ColumnFacts, values: Values, kit: Kit): readonly FindingCandidate[] {
  if (facts.family !== "text" && facts.family !== "unknown") return [];
  const texts = values.distinct.flatMap((text, index) =>
    text.length >= 20 && text.includes(" ") ? [{ text, index }] : [],
  );
  if (texts.length === 0) return [];
  const seen = new Map<
    CompiledRule,
    { count: number; values: Set<string>; shown: ShownValue[]; best: Score; notes: Set<string> }
  >();
  for (const { text, index } of texts) {
    for (const hit of scanText(text, kit)) {
      // A column that holds the addresses of shops is not about persons.
      if (hit.recogniser === "postal_address" && !fitsTable(facts.entity, hit.compiled.rule.tables)) continue;
      if (hit.recogniser === "person_name" && !isSentence(text)) continue;
      const entry = seen.get(hit.compiled) ?? { count: 0, values: new Set(), shown: [], best: none, notes: new Set() };
      seen.set(hit.compiled, entry);
      entry.count++;
      entry.values.add(hit.span.value);
      entry.shown.push({ text: writeHit(hit, text, kit.options), index });
      if (hit.score > entry.best.value) entry.best = { value: hit.score, steps: hit.steps };
      for (const note of hit.span.notes) entry.notes.add(note);
    }
  }
  return [...seen].flatMap(([compiled, entry]) => {
    // One weak match in a whole column of texts is more likely a coincidence.
    if (entry.values.size < 2 && entry.best.value < 0.85) return [];
    const { value: score, steps } = limited(entry.best, { score: 0.9, text: "the highest score inside longer texts" });
    return {
      compiled,
      ...{ score, steps },
      matches: { count: entry.count, distinct: entry.values.size, sample: values.distinct.length, share: null },
      ...shownAt(entry.shown, values, kit),
      explain: { base: rounded(entry.best.value), signals: ["inside longer texts", ...entry.notes], vetoes: [] },
    };
  });
}

/** Titles of works and products hold names too, which say nothing of a person. A sentence has mostly words in small letters. */
function isSentence(text: string): boolean {
  const words = text.split(/\s+/);
  return words.length >= 6 && words.filter((word) => /^\p{Ll}/u.test(word)).length * 2 >= words.length;
}
