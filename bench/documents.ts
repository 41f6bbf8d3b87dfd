import { spawnSync } from "node:child_process";
import { type FileSource, type ReadContext, readFile } from "../src/formats/index.ts";
import { bigSources, document, repeatedSource, workbook } from "./documents-sources.ts";

/** `WCT_BENCH_DOCUMENTS_MB`: unpacked size of each streamed kind. The promised figures apply to 2,000. */
const size = Number(process.env["WCT_BENCH_DOCUMENTS_MB"] ?? 2000) * 1e6;

const context: ReadContext = {
  limits: {
    ...{ chunkChars: 65_536, overlapChars: 256, maxNestedBytes: 4e9, maxUnpackedBytes: 8e9, maxNestedFiles: 100_000 },
    maxDepth: 5,
  },
  signal: new AbortController().signal,
};

interface Counted {
  readonly seconds: number;
  readonly characters: number;
  readonly notices: readonly string[];
}

async function read(source: FileSource): Promise<Counted> {
  const start = process.cpuUsage();
  let characters = 0;
  const notices: string[] = [];
  for await (const piece of readFile(source, context)) {
    if (piece.kind === "text") characters += piece.text.length;
    if (piece.kind === "notice") notices.push(piece.reason);
  }
  const { user, system } = process.cpuUsage(start);
  return { seconds: (user + system) / 1e6, characters, notices };
}

const source = (path: string, bytes: Buffer): FileSource => repeatedSource(path, { part: bytes, times: 1 });

/** Measures the readers of documents, mails and archives: CPU time, and memory in a process for each streamed kind. */
export async function benchDocuments(print: (line: string) => void): Promise<void> {
  const rows = 50_000;
  const sheet = await read(source("a.xlsx", workbook(rows)));
  print(`XLSX: ${(rows / sheet.seconds).toFixed(0)} rows/s of 10 cells`);
  const pages = 500;
  const pdf = await read(source("a.pdf", document(pages)));
  print(`PDF: ${(pages / pdf.seconds).toFixed(0)} pages/s of 2,400 characters`);
  for (const kind of Object.keys(bigSources)) {
    const { stdout, stderr } = spawnSync(process.execPath, [import.meta.filename, kind], { encoding: "utf8" });
    print(stdout.trim() === "" ? `${kind}: failed: ${stderr.slice(0, 300)}` : stdout.trim());
  }
}

async function benchKind(kind: string): Promise<void> {
  const big = bigSources[kind]?.(size);
  if (big === undefined) throw new Error(`no kind ${kind}`);
  const { seconds, characters, notices } = await read(big);
  const rss = process.resourceUsage().maxRSS / 1024;
  const told = notices.length === 0 ? "" : `, notices: ${[...new Set(notices)].join("; ")}`;
  console.log(
    `${kind}, ${size / 1e6} MB unpacked: ${(size / 1e6 / seconds).toFixed(1)} MB/s, ${(characters / 1e6).toFixed(0)} million characters, peak RSS ${rss.toFixed(0)} MB${told}`,
  );
}

if (process.argv[1] === import.meta.filename) await benchKind(process.argv[2] ?? "");
