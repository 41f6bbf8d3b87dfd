import type { FormatPiece, NestedFile, ReadContext } from "../piece.ts";
import { bufferSource, uniquePaths } from "../sources/index.ts";
import { chosenParts } from "./chosen-parts.ts";
import { decodedValue, type MailHeader } from "./headers.ts";
import { type MailPart, mailTree } from "./parts.ts";
import { decodedBody } from "./transfer.ts";

/** What is read of one mail. */
export interface ReadMessage {
  readonly headers: readonly MailHeader[];
  /** The subject, and the texts with the line of the mail in which each starts. */
  readonly texts: readonly { readonly text: string; readonly line: number }[];
  readonly files: readonly MailPart[];
  /** Reasons for notices. */
  readonly problems: readonly MailProblem[];
}

export type MailProblem = "encrypted" | "transfer" | "charset" | "characters" | "media" | "parts" | "files";

/** What a notice says about a problem that occurs `count` times. */
export function problemText(problem: MailProblem, count: number): string {
  const times = (what: string): string => (count === 1 ? `1 ${what}` : `${count} ${what.replace(/y\b/, "ies")}`);
  switch (problem) {
    case "encrypted":
      return `${times("body")} not read: encrypted`;
    case "transfer":
      return `${times("body")} not decoded in full: damaged transfer encoding`;
    case "charset":
      return `${times("body")} in an unknown encoding, read as UTF-8 or windows-1252`;
    case "characters":
      return `${times("body")} not valid in the stated encoding; what cannot be decoded is replaced`;
    case "media":
      return count === 1
        ? "1 attached image, sound or video is not read"
        : `${count} attached images, sounds and videos are not read`;
    case "parts":
      return "a mail with too many parts, or parts too deep inside each other, is not read in full";
    case "files":
      return "more attachments than files inside one file are read";
  }
}

/** Reads a mail; attachments are not decoded yet. */
export function readMessage(bytes: Buffer, { limits }: ReadContext): ReadMessage {
  const { headers, body, isCut } = mailTree(bytes);
  const { texts, files, isEncrypted } = chosenParts(bytes, body);
  const isMedia = (part: MailPart): boolean => /^(image|audio|video|font)\//.test(part.type.value);
  const attached = files.filter((part) => !isMedia(part));
  const subject = headers.find(({ name }) => name === "subject");
  const problems: MailProblem[] = [
    ...(isEncrypted ? (["encrypted"] as const) : []),
    ...(isCut ? (["parts"] as const) : []),
    ...texts.flatMap(({ fault }) => (fault === undefined ? [] : [fault])),
    ...files.filter(isMedia).map(() => "media" as const),
    ...(attached.length > limits.maxNestedFiles ? (["files"] as const) : []),
  ];
  const lineOf = lineCounter(bytes);
  return {
    headers,
    texts: [
      ...(subject === undefined ? [] : [{ text: decodedValue(subject.value), line: subject.line }]),
      ...texts.map(({ text, start }) => ({ text, line: lineOf(start) })),
    ],
    files: attached.slice(0, limits.maxNestedFiles),
    problems,
  };
}

const lineCounter = (bytes: Buffer) => {
  let line = 1;
  let passed = 0;
  return (offset: number): number => {
    for (let at = bytes.indexOf(0x0a, passed); at !== -1 && at < offset; at = bytes.indexOf(0x0a, at + 1)) {
      line += 1;
      passed = at + 1;
    }
    return line;
  };
};

/** Gives the attachments of a mail as files. `path` is that of the mail. */
export function* nestedParts(bytes: Buffer, files: readonly MailPart[], path: string): Generator<NestedFile> {
  const pathOf = uniquePaths(path);
  for (const part of files) {
    const decoded = decodedBody(bytes.subarray(part.start, part.end), part.transfer).bytes;
    yield { kind: "nested", source: bufferSource(pathOf(fileName(part)), decoded) };
  }
}

const endings: Readonly<Record<string, string>> = {
  "message/rfc822": "eml",
  "text/calendar": "ics",
  "text/vcard": "vcf",
  "text/x-vcard": "vcf",
  "text/csv": "csv",
  "text/html": "html",
  "application/pdf": "pdf",
  "application/json": "json",
};

function fileName({ type, disposition }: MailPart): string {
  const stated = disposition.parameters.get("filename") ?? type.parameters.get("name") ?? "";
  if (stated !== "") return decodedValue(stated);
  const ending = endings[type.value] ?? type.value.replace(/^.*\//, "").replaceAll(/[^\w-]/g, "");
  return `attachment.${ending === "" ? "bin" : ending}`;
}

/** Notices of one file for the problems of all its mails. */
export function* problemNotices(path: string, problems: ReadonlyMap<MailProblem, number>): Generator<FormatPiece> {
  for (const [problem, count] of [...problems].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    yield { kind: "notice", path, reason: problemText(problem, count) };
  }
}

/** Adds problems to their counts. */
export function countProblems(counts: Map<MailProblem, number>, problems: readonly MailProblem[]): void {
  for (const problem of problems) counts.set(problem, (counts.get(problem) ?? 0) + 1);
}
