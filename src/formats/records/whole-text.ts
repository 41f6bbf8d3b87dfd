import type { FieldPiece, NoticePiece } from "../piece.ts";
import { FieldCollector } from "./collector.ts";
import { FieldTree } from "./field-tree.ts";
import type { RecordReader } from "./record-reader.ts";

/** Forms whose parsers need the whole text are read up to this number of characters. */
const longestText = 4 * 1024 * 1024;

/** Adds the fields of a whole text. Returns why it could not be read, without anything of the text. */
type ReadWhole = (text: string, tree: FieldTree, collector: FieldCollector) => string | undefined;

/** Reads records with a parser that needs the whole text. A longer text than the limit has a notice. */
export function readWhole(
  path: string,
  form: string,
  { read, longest = longestText }: { readonly read: ReadWhole; readonly longest?: number },
): RecordReader {
  const held: string[] = [];
  let length = 0;
  return {
    feed(text) {
      length += text.length;
      if (length <= longest) held.push(text);
      else held.length = 0;
    },
    end(): readonly (FieldPiece | NoticePiece)[] {
      const notice = (reason: string): NoticePiece => ({ kind: "notice", path, reason });
      if (length > longest) {
        return [notice(`longer than ${longest} characters; ${form} of this size is read as text only`)];
      }
      const collector = new FieldCollector();
      const problem = read(held.join(""), new FieldTree(collector), collector);
      const reasons = [problem, collector.incomplete].filter((reason) => reason !== undefined);
      return [...collector.pieces(path), ...reasons.map(notice)];
    },
  };
}
