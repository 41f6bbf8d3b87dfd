import type { FileSource, FormatPiece, FormatReader, NestedFile, ReadContext } from "../../piece.ts";
import type { DocumentOfBlocks } from "./blocks.ts";
import { DocumentPackage } from "./package.ts";
import { propertyPieces } from "./properties.ts";

/** A format of documents that are zip files of parts. */
interface PackageFormat {
  readonly format: string;
  readonly reads: (source: FileSource) => boolean;
  /** Gives the content. A notice that reads nothing ends the document. */
  readonly content: (
    document: DocumentPackage,
    place: DocumentOfBlocks,
  ) => AsyncIterable<FormatPiece> | Iterable<FormatPiece>;
  /** The parts that name author and title. */
  readonly properties: (document: DocumentPackage) => readonly string[];
  /** Names of the parts that are files of their own. */
  readonly embedded?: RegExp;
}

/** Reads a package: its content, its properties, the files in it, and what could not be read. */
export function packageReader(format: PackageFormat): FormatReader {
  return {
    format: format.format,
    reads: format.reads,
    read: (source, context) => readPackage(format, source, context),
  };
}

async function* readPackage(
  { format, content, properties, embedded }: PackageFormat,
  source: FileSource,
  context: ReadContext,
): AsyncGenerator<FormatPiece | NestedFile, void, void> {
  const document = DocumentPackage.open(source, context);
  if (!(document instanceof DocumentPackage)) {
    yield document;
    return;
  }
  for await (const piece of content(document, { source, format, context })) {
    yield piece;
    if (piece.kind === "notice" && piece.read === 0) return;
  }
  yield* propertyPieces(document, properties(document));
  if (embedded !== undefined) yield* document.nested(embedded);
  yield* document.notices();
}

/** The parts of Office documents that name author and title. */
export const officeProperties = (): readonly string[] => ["docProps/core.xml", "docProps/app.xml"];
