import type { FileSource, FormatReader, NoticePiece } from "../../piece.ts";
import {
  blockPieces,
  type DocumentPackage,
  type Paragraph,
  packageReader,
  paragraphBlocks,
  type XmlState,
} from "../parts/index.ts";
import { openSlideDialect, openTextDialect } from "./dialects.ts";
import { type FlowDialect, flowParagraphs } from "./flow.ts";
import { isOpenDocument } from "./kind.ts";

/** Reads texts of OpenDocument, with tables, notes, comments, headers and footers. */
export const odtReader = openDocumentReader("odt", openTextDialect, (source) => isOpenDocument(source, "text"));

/** Reads presentations and drawings of OpenDocument: each slide is a page. */
export const odpReader = openDocumentReader(
  "odp",
  openSlideDialect,
  (source) => isOpenDocument(source, "presentation") || isOpenDocument(source, "graphics"),
);

function openDocumentReader(format: string, dialect: FlowDialect, reads: FormatReader["reads"]): FormatReader {
  return packageReader({
    ...{ format, reads },
    async *content(document, place) {
      if (isEncrypted(document)) yield protectedDocument(place.source);
      else yield* blockPieces(paragraphBlocks(paragraphsOf(document, dialect)), place);
    },
    properties: () => ["meta.xml"],
    embedded: /^(?!Thumbnails\/|Pictures\/).*\.(pdf|docx|xlsx|pptx|odt|ods|odp)$/i,
  });
}

export const protectedDocument = ({ path, size }: FileSource): NoticePiece => ({
  ...{ kind: "notice", path, reason: "protected by a password", read: 0, total: size },
});

export const isEncrypted = (document: DocumentPackage): boolean =>
  /<(?:\w+:)?encryption-data/.test(document.text("META-INF/manifest.xml"));

/** Headers and footers are among the styles. */
function* paragraphsOf(document: DocumentPackage, dialect: FlowDialect): Generator<Paragraph, void, void> {
  const embedded = document.names.filter((name) => /^Object [^/]+\/content\.xml$/.test(name)).toSorted();
  for (const name of ["content.xml", "styles.xml", ...embedded]) {
    const state: XmlState = {};
    yield* flowParagraphs(document.pieces(name), dialect, state);
    if (state.fault !== undefined) document.fail();
  }
}
