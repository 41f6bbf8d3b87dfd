import { wctError } from "../../diagnostics/index.ts";
import type { Registry } from "../../registry/index.ts";
import { formatCount } from "../../render/index.ts";

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
 * How many elements the usual reader of a format accepts. GitHub: "SARIF results file is too large" at docs.github.com.
 * Excel: "Excel specifications and limits" at support.microsoft.com, minus the header row.
 */
const readers: ReadonlyMap<string, { readonly reader: string; readonly elements: number }> = new Map([
  ["csv", { reader: "Excel", elements: 1_048_575 }],
  ["sarif", { reader: "GitHub", elements: 25_000 }],
]);

/** Returns the problem that a format's usual reader has with this number of elements; null if there is none. */
export function readerWarning(format: string, elements: number): string | null {
  const limit = readers.get(format);
  if (limit === undefined || elements <= limit.elements) return null;
  return `has ${formatCount(elements)} elements, and ${limit.reader} takes at most ${formatCount(limit.elements)}`;
}
