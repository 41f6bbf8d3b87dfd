import { posix } from "node:path";
import type { DocumentPackage } from "./package.ts";
import { attributeOf, readXml, type XmlState } from "./xml.ts";

/** What a part of an Office document refers to. */
export interface Relationship {
  readonly id: string;
  /** The last step of its type, such as `worksheet` or `hyperlink`. */
  readonly type: string;
  /** The name of a part, or the address of something outside. */
  readonly target: string;
}

/** Reads what a part refers to, by id. `""` is the document as a whole. */
export function relationshipsOf(document: DocumentPackage, part: string): ReadonlyMap<string, Relationship> {
  const folder = posix.dirname(part === "" ? "x" : part);
  const name = posix.join(folder, "_rels", `${posix.basename(part)}.rels`);
  const state: XmlState = {};
  const found = readXml<Relationship>(document.pieces(name), state, (emit) => ({
    open: (element, attributes) => {
      if (element !== "Relationship") return;
      const target = attributeOf(attributes, "Target") ?? "";
      const isOutside = attributeOf(attributes, "TargetMode") === "External";
      emit({
        id: attributeOf(attributes, "Id") ?? "",
        type: (attributeOf(attributes, "Type") ?? "").replace(/^.*\//, ""),
        target: isOutside ? target : partName(folder, target),
      });
    },
  }));
  return new Map([...found].map((one) => [one.id, one]));
}

const partName = (folder: string, target: string): string =>
  target.startsWith("/") ? target.slice(1) : posix.join(folder, target);
