import {
  blockPieces,
  type DocumentPackage,
  officeProperties,
  type Paragraph,
  packageReader,
  paragraphBlocks,
  relationshipsOf,
  type XmlState,
} from "../parts/index.ts";
import { wordDialect } from "./dialects.ts";
import { flowParagraphs } from "./flow.ts";
import { hasPart } from "./kind.ts";

/** Reads Word documents: the text with its tables, headers, footers, notes and comments, and embedded documents. */
export const docxReader = packageReader({
  format: "docx",
  reads: (source) => hasPart(source, /^word\/document\d*\.xml$/),
  content: (document, place) => blockPieces(paragraphBlocks(paragraphsOf(document)), place),
  properties: officeProperties,
  embedded: /^word\/embeddings\/[^/]+$/,
});

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
