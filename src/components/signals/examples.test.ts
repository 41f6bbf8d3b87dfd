import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { StandardInputTable } from "../../plugin/index.ts";
import { itemsIn } from "../../testing/files/file-items.ts";
import {
  dataSubjectRuleset,
  parseRuleset,
  processingPurposeRuleset,
  type SignalExample,
  type SignalRule,
  type SignalWeights,
} from "../rules/index.ts";
import { signalCollector } from "./collector.ts";

const fail = (code: string, text: string): never => {
  throw new Error(`${code}: ${text}`);
};
const read = (file: string) => ({
  uri: file,
  text: readFileSync(new URL(`../rulesets/${file}`, import.meta.url), "utf8"),
});

const rulesets: readonly {
  readonly id: string;
  readonly weights: SignalWeights;
  readonly rules: readonly SignalRule[];
}[] = [
  await parseRuleset(read("data_subjects.yaml"), dataSubjectRuleset, fail),
  await parseRuleset(read("processing_purposes.yaml"), processingPurposeRuleset, fail),
];

describe.each(rulesets)("$id", ({ rules, weights }) => {
  test.each(rules)("$id finds its examples, and leaves those that only look alike", async ({ id, examples }) => {
    const found = async (all: readonly SignalExample[]) => {
      const scores = await Promise.all(all.map((one) => scoreOf(one, id)));
      return all.filter((_, index) => (scores[index] ?? 0) >= 0.5);
    };
    expect(examples?.match.length).toBeGreaterThanOrEqual(3);
    expect(examples?.no_match.length).toBeGreaterThanOrEqual(3);
    expect(await found(examples?.match ?? [])).toEqual(examples?.match);
    expect(await found(examples?.no_match ?? [])).toEqual([]);
  });

  test("has every rule once", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  test("no phrase of a text is enough alone", () => {
    expect(weights.text + weights.personal_data).toBeLessThan(0.5);
  });

  async function scoreOf(one: SignalExample, rule: string): Promise<number> {
    const collector = signalCollector(rules, weights);
    if ("path" in one) for (const item of await itemsIn(one.path, `${one.text}\n`)) collector.item(item);
    else collector.table("db", tableOf(one));
    return collector.done().find((candidate) => candidate.rule.id === rule)?.score ?? 0;
  }
});

function tableOf({ table, columns, references }: Extract<SignalExample, { table: string }>): StandardInputTable {
  const names = columns.length > 0 ? columns : ["id"];
  const plain = { type: "TEXT", nullable: true, key: null, default: null };
  return {
    name: table,
    kind: "table",
    rows: null,
    columns: names.map((name, index) => ({
      ...plain,
      name,
      references: references[index] === undefined ? null : { table: references[index], column: "id" },
    })),
  };
}
