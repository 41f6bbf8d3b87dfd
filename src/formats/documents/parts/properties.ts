import type { FieldPiece } from "../../piece.ts";
import { isPersonName } from "../../records/index.ts";
import type { DocumentPackage } from "./package.ts";
import { readXml, type XmlState } from "./xml.ts";

/** What a document says of itself that may name a person, by the element of its properties: creator, keywords. */
const fields: Readonly<Record<string, string>> = {
  creator: "creator",
  "initial-creator": "creator",
  lastModifiedBy: "last modified by",
  "printed-by": "printed by",
  Manager: "manager",
  Company: "company",
  title: "title",
  subject: "subject",
  description: "description",
  keywords: "keywords",
  keyword: "keywords",
};

const people = new Set(["creator", "last modified by", "printed by", "manager"]);

/** Gives the properties of a document as fields of one record, such as `document.title`. */
export function* propertyPieces(
  document: DocumentPackage,
  parts: readonly string[],
): Generator<FieldPiece, void, void> {
  const found = new Map<string, string>();
  for (const part of parts) {
    const state: XmlState = {};
    for (const [name, value] of readXml<readonly [string, string]>(document.pieces(part), state, properties)) {
      if (!found.has(name)) found.set(name, value);
    }
  }
  yield* namedValues(document.path, found);
}

/** Gives named values as fields of one record. */
export function* namedValues(path: string, found: ReadonlyMap<string, string>): Generator<FieldPiece, void, void> {
  for (const [name, value] of found) {
    const field = isPersonName(value) && people.has(name) ? `document.${name}.full name` : `document.${name}`;
    const values = { distinct: [value], counts: [1], rows: [1], records: 1, present: 1 };
    yield { kind: "field", path, field, values };
  }
}

function properties(emit: (property: readonly [string, string]) => void) {
  let name: string | undefined;
  let text = "";
  return {
    open: (element: string) => {
      name = fields[element];
      text = "";
    },
    text: (part: string) => {
      if (name !== undefined && text.length < 10_000) text += part;
    },
    close: () => {
      if (name !== undefined && text.trim() !== "") emit([name, text.trim()]);
      name = undefined;
    },
  };
}
