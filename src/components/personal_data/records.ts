import { partsOf } from "../../formats/index.ts";
import { describesPerson, type Entity, type EntityWords, readEntity, wordsOf } from "../rules/index.ts";

/** A field, and the file or sheet that contains it. */
interface FieldPlace {
  readonly path: string;
  readonly sheet?: string | undefined;
  readonly field: string;
}

/**
 * Returns the record that contains a field of a structured file. Fields with the same parent belong to the same record.
 * `fields`: all fields of the same file or sheet.
 */
export function recordOf(
  { path, sheet, field }: FieldPlace,
  fields: readonly string[],
  known: EntityWords,
): { readonly entity: Entity; readonly name: string; readonly parent: string } {
  const parent = parentOf(field);
  const siblings = fields.filter((other) => parentOf(other) === parent).map(nameOf);
  const chain = [
    fileName(path),
    ...(sheet === undefined || unnamedSheet.test(sheet) ? [] : [sheet]),
    ...partsOf(parent)
      .map((part) => part.replaceAll("[]", ""))
      .filter((part) => part !== ""),
  ];
  const entity = readEntity({ name: chain.at(-1) ?? "", columns: siblings }, known);
  const isWithinPerson = chain.some((name) => describesPerson(wordsOf(name), known));
  const person = entity.person === "unknown" && isWithinPerson ? "linked" : entity.person;
  return { entity: { ...entity, person }, name: nameOf(field), parent: nameOf(parent) };
}

/** Names that programs give to sheets. */
const unnamedSheet = /^(?:sheet|tabelle|table|feuil|hoja|foglio|folha|blad|ark|arkusz|list|munka|taulukko)\s?\d*$/i;

const bare = (field: string): string => field.replace(/(?:\[\])+$/, "");

const parentOf = (field: string): string => partsOf(bare(field)).slice(0, -1).join(".");

const nameOf = (field: string): string => bare(partsOf(bare(field)).at(-1) ?? field);

/** Returns `customers-2024` for `exports/customers-2024.csv`. */
function fileName(path: string): string {
  return (path.split(/\/| › /).at(-1) ?? path).replace(/\.[^.]*$/, "");
}
