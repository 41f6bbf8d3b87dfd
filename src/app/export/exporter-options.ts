import { createReadStream, statSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { wctError } from "../../diagnostics/index.ts";
import type { Registry } from "../../registry/index.ts";
import { formatBytes, formatCount } from "../../render/index.ts";

/** The options of `wct export` that are passed to exporters. */
export interface ExporterOptions {
  readonly bom?: boolean;
  readonly delimiter?: string;
  readonly decimal?: string;
}

const names = ["bom", "delimiter", "decimal"] as const;

/** Converts the options to the form that an exporter receives. */
export function exporterOptions(options: ExporterOptions): Readonly<Record<string, string>> {
  const given = names.flatMap((name) => {
    const value = options[name];
    if (value === undefined || value === false) return [];
    return [[name, value === true ? "" : value.replace(/^tab$/, "\t")] as const];
  });
  return Object.fromEntries(given);
}

/** Throws WCT_USAGE if the format does not support one of the options. */
export function requireOptions(
  { exporters }: Pick<Registry, "exporters">,
  format: string,
  options: ExporterOptions,
): void {
  const known: readonly string[] = exporters.get(format)?.definition.options ?? [];
  const name = Object.keys(exporterOptions(options)).find((one) => !known.includes(one));
  if (name === undefined) return;
  const taking = [...exporters.values()].filter(({ definition }) => definition.options?.includes(name));
  throw wctError("WCT_USAGE", {
    message: `format "${format}" has no --${name}`,
    hint: `leave it out, or write --format ${taking.map(({ type }) => type).join(" or ")}`,
  });
}

/**
 * What the usual reader of a format accepts. GitHub: "SARIF results exceed one or more limits" and "SARIF results file is
 * too large" at docs.github.com. Excel: "Excel specifications and limits" at support.microsoft.com, minus the header row.
 */
const readers: ReadonlyMap<string, ReaderLimits> = new Map([
  ["csv", { reader: "Excel", elements: 1_048_575 }],
  ["sarif", { reader: "GitHub", elements: 25_000, shown: 5_000, compressed: 10_000_000 }],
]);

interface ReaderLimits {
  readonly reader: string;
  readonly elements: number;
  /** The reader drops all but so many elements, the least severe first. */
  readonly shown?: number;
  /** Bytes of the file after gzip. */
  readonly compressed?: number;
}

/** Returns the problem that a format's usual reader has with this number of elements; null if there is none. */
export function readerWarning(format: string, elements: number): string | null {
  const limits = readers.get(format);
  if (limits === undefined) return null;
  const { reader, elements: most, shown = most } = limits;
  if (elements > most)
    return `has ${formatCount(elements)} elements, and ${reader} takes at most ${formatCount(most)}${narrower}`;
  if (elements > shown)
    return `has ${formatCount(elements)} elements, and ${reader} shows only the ${formatCount(shown)} most severe`;
  return null;
}

const narrower = ": export single artifacts, or let the runbook read less";

/** Returns the problem that a format's usual reader has with the size of the file; null if there is none. */
export async function sizeWarning(format: string, path: string): Promise<string | null> {
  const { reader, compressed: most } = readers.get(format) ?? {};
  if (most === undefined || statSync(path).size <= most) return null;
  const bytes = await gzippedBytes(path);
  if (bytes <= most) return null;
  return `has ${formatBytes(bytes)} after gzip, and ${reader} takes at most ${formatBytes(most)}${narrower}`;
}

async function gzippedBytes(path: string): Promise<number> {
  let bytes = 0;
  await pipeline(createReadStream(path), createGzip(), async (pieces: AsyncIterable<Buffer>) => {
    for await (const piece of pieces) bytes += piece.length;
  });
  return bytes;
}
