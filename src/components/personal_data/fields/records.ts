import { partsOf } from "../../../formats/index.ts";
import { describesPerson, type Entity, type EntityWords, readEntity } from "../../rules/index.ts";

/** A file, or a sheet of one. */
interface FilePlace {
  readonly path: string;
  readonly sheet?: string | undefined;
}

/** The record that contains a field, and the parts of the field's path. */
interface FieldRecord {
  readonly entity: Entity;
  readonly name: string;
  readonly parent: string;
}

/**
 * Tells the record that contains each field of a structured file. Fields with the same parent belong to the same record.
 * `fields`: all fields of the same file or sheet.
 */
export function recordsOf(
  place: FilePlace,
  fields: readonly string[],
  known: EntityWords,
): (field: string) => FieldRecord {
  const siblings = Map.groupBy(fields, parentOf);
  const entities = new Map<string, Entity>();
  return (field) => {
    const parent = parentOf(field);
    const entity =
      entities.get(parent) ?? entityOf({ ...place, parent }, siblings.get(parent)?.map(nameOf) ?? [], known);
    entities.set(parent, entity);
    return { entity, name: nameOf(field), parent: nameOf(parent) };
  };
}

function entityOf(
  { path, sheet, parent }: FilePlace & { readonly parent: string },
  columns: readonly string[],
  known: EntityWords,
): Entity {
  const chain = [
    fileName(path),
    ...(sheet === undefined || unnamedSheet.test(sheet) ? [] : [sheet]),
    ...partsOf(parent)
      .map((part) => part.replaceAll("[]", ""))
      .filter((part) => part !== ""),
  ];
  const entity = readEntity({ name: chain.at(-1) ?? "", columns }, known);
  const isWithinPerson = chain.some((name) => describesPerson(known.wordsOf(name), known));
  const person = entity.person === "unknown" && isWithinPerson ? "linked" : entity.person;
  return { ...entity, person };
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
