import type { FileSource, FormatPiece, FormatReader, NestedFile, ReadContext } from "../../piece.ts";
import {
  blockPieces,
  DocumentPackage,
  type Paragraph,
  paragraphBlocks,
  propertyPieces,
  type XmlState,
} from "../parts/index.ts";
import { openSlideDialect, openTextDialect } from "./dialects.ts";
import { type FlowDialect, flowParagraphs } from "./flow.ts";
import { isOpenDocument } from "./kind.ts";

/** Reads texts of OpenDocument, with tables, notes, comments, headers and footers. */
export const odtReader: FormatReader = {
  format: "odt",
  reads: (source) => isOpenDocument(source, "text"),
  read: (source, context) => readOpenDocument(source, context, { format: "odt", dialect: openTextDialect }),
};

/** Reads presentations and drawings of OpenDocument: each slide is a page. */
export const odpReader: FormatReader = {
  format: "odp",
  reads: (source) => isOpenDocument(source, "presentation") || isOpenDocument(source, "graphics"),
  read: (source, context) => readOpenDocument(source, context, { format: "odp", dialect: openSlideDialect }),
};

interface OpenFormat {
  readonly format: string;
  readonly dialect: FlowDialect;
}

async function* readOpenDocument(
  source: FileSource,
  context: ReadContext,
  { format, dialect }: OpenFormat,
): AsyncGenerator<FormatPiece | NestedFile, void, void> {
  const document = DocumentPackage.open(source, context);
  if (!(document instanceof DocumentPackage)) {
    yield document;
    return;
  }
  if (isEncrypted(document)) {
    yield { kind: "notice", path: source.path, reason: "protected by a password", read: 0, total: source.size };
    return;
  }
  yield* blockPieces(paragraphBlocks(paragraphsOf(document, dialect)), { source, format, context });
  yield* propertyPieces(document, ["meta.xml"]);
  yield* document.nested(/^(?!Thumbnails\/|Pictures\/).*\.(pdf|docx|xlsx|pptx|odt|ods|odp)$/i);
  yield* document.notices();
}

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
