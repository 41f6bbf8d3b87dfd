import type { FileSource, FormatPiece, FormatReader, NestedFile, ReadContext } from "../../piece.ts";
import {
  blockPieces,
  DocumentPackage,
  type Paragraph,
  paragraphBlocks,
  propertyPieces,
  relationshipsOf,
  type XmlState,
} from "../parts/index.ts";
import { wordDialect } from "./dialects.ts";
import { flowParagraphs } from "./flow.ts";
import { hasPart } from "./kind.ts";

/** Reads Word documents: the text with its tables, headers, footers, notes and comments, and embedded documents. */
export const docxReader: FormatReader = {
  format: "docx",
  reads: (source) => hasPart(source, /^word\/document\d*\.xml$/),
  read: (source, context) => readDocx(source, context),
};

async function* readDocx(
  source: FileSource,
  context: ReadContext,
): AsyncGenerator<FormatPiece | NestedFile, void, void> {
  const document = DocumentPackage.open(source, context);
  if (!(document instanceof DocumentPackage)) {
    yield document;
    return;
  }
  yield* blockPieces(paragraphBlocks(paragraphsOf(document)), { source, format: "docx", context });
  yield* propertyPieces(document, ["docProps/core.xml", "docProps/app.xml"]);
  yield* document.nested(/^word\/embeddings\/[^/]+$/);
  yield* document.notices();
}

/** The text first, then what is beside it, in a fixed order. */
const parts = [/^word\/document\d*\.xml$/, /^word\/(header|footer|footnotes|endnotes|comments)\d*\.xml$/];

function* paragraphsOf(document: DocumentPackage): Generator<Paragraph, void, void> {
  for (const pattern of parts) {
    for (const name of document.names.filter((one) => pattern.test(one)).toSorted()) {
      const state: XmlState = {};
      const dialect = wordDialect(relationshipsOf(document, name));
      yield* flowParagraphs(document.pieces(name), dialect, state);
      if (state.fault !== undefined) document.fail();
    }
  }
}
