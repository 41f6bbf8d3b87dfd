import {
  blockPieces,
  type DocumentPackage,
  officeProperties,
  type Paragraph,
  packageReader,
  paragraphBlocks,
  readXml,
  relationshipsOf,
  type XmlState,
} from "../parts/index.ts";
import { slideDialect } from "./dialects.ts";
import { flowParagraphs } from "./flow.ts";
import { hasPart } from "./kind.ts";

const presentation = "ppt/presentation.xml";

/** Reads presentations: each slide is a page, with its notes and comments. */
export const pptxReader = packageReader({
  format: "pptx",
  reads: (source) => hasPart(source, /^ppt\/presentation\.xml$/),
  content: (document, place) => blockPieces(paragraphBlocks(slideParagraphs(document)), place),
  properties: officeProperties,
  embedded: /^ppt\/embeddings\/[^/]+$/,
});

function* slideParagraphs(document: DocumentPackage): Generator<Paragraph, void, void> {
  for (const [index, slide] of slidesOf(document).entries()) {
    const links = relationshipsOf(document, slide);
    const beside = [...links.values()].filter(({ type }) => type === "notesSlide" || type === "comments");
    for (const name of [slide, ...beside.map(({ target }) => target)]) {
      const state: XmlState = {};
      const found = flowParagraphs(document.pieces(name), slideDialect(links), state);
      for (const { text } of found) yield { text, page: index + 1 };
      if (state.fault !== undefined) document.fail();
    }
  }
}

/** Names of the slides in their order; where the order cannot be read, in that of their numbers. */
function slidesOf(document: DocumentPackage): readonly string[] {
  const links = relationshipsOf(document, presentation);
  const ordered = readXml<string>(document.pieces(presentation), {}, (emit) => ({
    open: (name, attributes) => {
      const target = name === "sldId" ? links.get(relationId(attributes) ?? "")?.target : undefined;
      if (target !== undefined) emit(target);
    },
  }));
  const named = new Set([...ordered].filter((name) => document.has(name)));
  const others = document.names.filter((name) => /^ppt\/slides\/[^/]+\.xml$/.test(name));
  for (const name of others.toSorted((a, b) => numberIn(a) - numberIn(b))) named.add(name);
  return [...named];
}

/** A slide has an `id` of its own beside that of the relation. */
const relationId = (attributes: Readonly<Record<string, string>>): string | undefined =>
  attributes["r:id"] ?? Object.entries(attributes).find(([name]) => name.endsWith(":id"))?.[1];

const numberIn = (name: string): number => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0);
