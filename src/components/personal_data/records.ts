import { describesPerson, type Entity, type EntityWords, readEntity, wordsOf } from "../rules/index.ts";

/**
 * Returns the record that contains a field of a structured file. Fields with the same parent belong to the same record.
 */
export function recordOf(
  path: string,
  field: string,
  fields: readonly string[],
  known: EntityWords,
): { readonly entity: Entity; readonly name: string } {
  const parent = parentOf(field);
  const siblings = fields.filter((other) => parentOf(other) === parent).map(nameOf);
  const chain = [
    fileName(path),
    ...parent
      .split(".")
      .map((part) => part.replaceAll("[]", ""))
      .filter((part) => part !== ""),
  ];
  const entity = readEntity({ name: chain.at(-1) ?? "", columns: siblings }, known);
  const isWithinPerson = chain.some((name) => describesPerson(wordsOf(name), known));
  const person = entity.person === "unknown" && isWithinPerson ? "linked" : entity.person;
  return { entity: { ...entity, person }, name: nameOf(field) };
}

const parentOf = (field: string): string =>
  field.slice(0, Math.max(0, field.replace(/(?:\[\])+$/, "").lastIndexOf(".")));

const nameOf = (field: string): string =>
  field
    .replace(/(?:\[\])+$/, "")
    .split(".")
    .at(-1) ?? field;

/** Returns `customers-2024` for `exports/customers-2024.csv`. */
function fileName(path: string): string {
  return (path.split("/").at(-1) ?? path).replace(/\.[^.]*$/, "");
}
