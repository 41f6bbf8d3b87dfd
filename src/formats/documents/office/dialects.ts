import { attributeOf, type Relationship, type XmlAttributes } from "../parts/index.ts";
import type { FlowDialect } from "./flow.ts";

/** Wordprocessing of Office Open XML. Deleted text that is tracked is still in the file, and read. */
export const wordDialect = (links: ReadonlyMap<string, Relationship>): FlowDialect => ({
  paragraph: new Set(["p"]),
  text: new Set(["t", "delText"]),
  row: new Set(["tr"]),
  cell: new Set(["tc"]),
  characters: (name) => ({ tab: "\t", br: "\n", cr: "\n", noBreakHyphen: "-" })[name],
  // A picture or text box is there twice, the second time for old programs.
  skipped: new Set(["Fallback", "pPr", "rPr", "tblPr", "sectPr"]),
  suffix: (name, attributes) => (name === "hyperlink" ? mailAddress(attributes, links) : undefined),
});

/** Slides of Office Open XML. */
export const slideDialect = (links: ReadonlyMap<string, Relationship>): FlowDialect => ({
  paragraph: new Set(["p"]),
  text: new Set(["t"]),
  row: new Set(["tr"]),
  cell: new Set(["tc"]),
  characters: (name) => ({ br: "\n", tab: "\t" })[name],
  skipped: new Set(["Fallback", "pPr"]),
  suffix: (name, attributes) => (name === "hlinkClick" ? mailAddress(attributes, links) : undefined),
});

/** Comments and notes of Office Open XML, in the elements of text or slides. */
export const plainDialect: FlowDialect = wordDialect(new Map());

/** Text of OpenDocument. */
export const openTextDialect: FlowDialect = {
  paragraph: new Set(["p", "h"]),
  row: new Set(["table-row"]),
  cell: new Set(["table-cell", "covered-table-cell"]),
  characters: openCharacters,
  skipped: new Set(["binary-data", "automatic-styles", "font-face-decls"]),
  suffix: (name, attributes) => (name === "a" ? addressIn(attributeOf(attributes, "href") ?? "") : undefined),
};

/** Presentations and drawings of OpenDocument. */
export const openSlideDialect: FlowDialect = { ...openTextDialect, page: new Set(["page"]) };

function openCharacters(name: string, attributes: XmlAttributes): string | undefined {
  if (name === "tab") return "\t";
  if (name === "line-break") return "\n";
  if (name !== "s") return undefined;
  return " ".repeat(Math.min(100, Number(attributeOf(attributes, "c") ?? "1") || 1));
}

function mailAddress(attributes: XmlAttributes, links: ReadonlyMap<string, Relationship>): string | undefined {
  return addressIn(links.get(attributeOf(attributes, "id") ?? "")?.target ?? "");
}

/** The address of a link that writes a mail or calls a number. */
export function addressIn(link: string): string | undefined {
  const [, address] = /^(?:mailto|tel):([^?]+)/i.exec(link) ?? [];
  if (address === undefined) return undefined;
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
