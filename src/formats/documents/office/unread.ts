import type { FileSource, FormatPiece, FormatReader } from "../../piece.ts";
import { hasPart } from "./kind.ts";

/** Parts by which documents that are not read are told, and what to say of each. */
const kinds: readonly (readonly [part: RegExp, reason: string])[] = [
  [/^xl\/workbook\.bin$/, "binary Excel format; save it as .xlsx"],
  [/^Index\/[A-Za-z]+\.iwa$|^Index\.zip$|^index\.apxl$/, "Apple iWork document; export it as PDF, .docx or .xlsx"],
];

const reasonOf = (source: FileSource): string | undefined => kinds.find(([part]) => hasPart(source, part))?.[1];

/** Names documents that are zip files of parts that cannot be read. */
export const unreadReader: FormatReader = {
  format: "unread document",
  reads: (source) => reasonOf(source) !== undefined,
  read: function* (source): Generator<FormatPiece, void, void> {
    yield { kind: "notice", path: source.path, reason: reasonOf(source) ?? "", read: 0, total: source.size };
  },
};
