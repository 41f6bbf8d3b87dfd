import { readContent, type StandardInputTable } from "../../plugin/index.ts";
import type { SignalExample, SignalRule, SignalWeights } from "../rules/index.ts";
import { signalCollector } from "./collector.ts";

/** The score that findings need by default. */
const enough = 0.5;

/** Returns the ids of the rules that find something in an example, a table or a file, at the default score. */
export async function rulesForSignals(
  example: SignalExample,
  { rules, weights }: { readonly rules: readonly SignalRule[]; readonly weights: SignalWeights },
): Promise<readonly string[]> {
  const collector = signalCollector(rules, weights);
  if ("path" in example) {
    const bytes = new TextEncoder().encode(`${example.text}\n`);
    for await (const part of readContent({ path: example.path, bytes })) {
      if (part.kind === "item") collector.item(part.item);
    }
  } else collector.table("db", tableOf(example));
  return collector
    .done()
    .filter(({ score }) => score >= enough)
    .map(({ rule }) => rule.id);
}

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
