import type { StandardInputTable } from "../../plugin/index.ts";
import type { PostgresRow } from "./sql.ts";

type Column = StandardInputTable["columns"][number];

/** The types that users of the database define: domains and enums. */
export interface KnownTypes {
  /** Returns the type of a column. `text` is how the server writes the type. */
  readonly describe: (oid: string, text: string) => Pick<Column, "type" | "type_name">;
  readonly isBinary: (oid: string) => boolean;
}

/** oids of bytea and of its array. */
const binaryTypes = new Set(["17", "1001"]);

/** Labels of an enum beyond this number are left out. */
const labelsAtMost = 50;

/** Reads the rows of `typesSql` and `labelsSql`. */
export function knownTypes(types: readonly PostgresRow[], labels: readonly PostgresRow[]): KnownTypes {
  const known = new Map(types.map((row) => [row[0] ?? "", row]));
  const labelsOf = new Map<string, string[]>();
  for (const [oid, label] of labels) labelsOf.set(oid ?? "", [...(labelsOf.get(oid ?? "") ?? []), label ?? ""]);
  const base = (oid: string, text: string): readonly [oid: string, text: string] => {
    const [, , kind, of, ofText] = known.get(oid) ?? [];
    return kind === "d" ? base(of ?? "", ofText ?? "") : [oid, text];
  };
  return {
    describe(oid, text) {
      const [baseOid, baseText] = base(oid, text);
      const name = known.get(oid)?.[1];
      const all = labelsOf.get(baseOid);
      const type = all === undefined ? baseText : enumText(all);
      return name === undefined || name === null ? { type } : { type, type_name: name };
    },
    isBinary: (oid) => binaryTypes.has(base(oid, "")[0]),
  };
}

function enumText(labels: readonly string[]): string {
  const shown = labels.slice(0, labelsAtMost).map((label) => `'${label.replaceAll("'", "''")}'`);
  return `enum(${[...shown, ...(labels.length > labelsAtMost ? ["…"] : [])].join(", ")})`;
}
