import { type RuleExample, readEntity, typeFamily } from "../rules/index.ts";
import type { Kit } from "./candidate.ts";
import { evaluateColumn } from "./column.ts";
import { isTypeOfKeys } from "./keys/index.ts";
import { scanText } from "./scan.ts";

/** Returns the ids of the rules that find something in an example: in a text, or in a column with its values. */
export function rulesFor(example: RuleExample, kit: Kit): readonly string[] {
  if (typeof example !== "string" && "text" in example) {
    return scanText(example.text, kit).map((hit) => hit.compiled.rule.id);
  }
  const { column, values = [], beside = [] } = typeof example === "string" ? { column: example } : example;
  const [place = "", ...type] = column.split(" ");
  const [table = "", name = ""] = place.split(".");
  const entity = readEntity({ name: table, columns: [name, ...beside] }, kit.rules.entities);
  const declared = type.join(" ");
  const key = { isKey: isTypeOfKeys(declared), target: undefined };
  const facts = { name, family: typeFamily(declared), entity, key };
  const candidates = evaluateColumn(facts, { distinct: values, counts: values.map(() => 1) }, kit);
  return candidates.map((candidate) => candidate.compiled.rule.id);
}
