import * as z from "zod";
import type { BaselineEntry } from "../../run/index.ts";

const natural = z.number().int().min(0);
const words = z.string().min(1).max(2000);

const entryFormat = z.strictObject({
  artifact: z.string(),
  what: z.string(),
  id: z.string().min(1),
  status: z.enum(["accepted", "rejected"]).default("accepted"),
  count: natural.nullable().default(null),
  distinct: natural.nullable().default(null),
  values: natural.nullable().default(null),
  signature: z.string().nullable().default(null),
  reason: words.nullable().default(null),
  reviewer: words.nullable().default(null),
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, "must be a date such as 2026-11-30")
    .nullable()
    .default(null),
});

const format = z.strictObject({
  apiVersion: z.literal("wct/v1"),
  kind: z.literal("Baseline"),
  findings: z.array(entryFormat),
});

/**
 * Parses a baseline. A file of version 0.1 has only artifact, what and id. Returns the entries, or why the text is none,
 * as the end of a sentence that starts with the file's name.
 */
export function parseBaseline(written: string): readonly BaselineEntry[] | { readonly why: string } {
  // Editors on Windows write a byte order mark.
  const text = written.replace(/^\uFEFF/, "");
  const conflict = /^<{7} .*$/m.exec(text);
  if (conflict !== null) return { why: `contains a merge conflict in line ${lineAt(text, conflict.index)}` };
  const value = jsonOf(text);
  if (value === undefined) return { why: "is not JSON: it was not written by wct, or is damaged" };
  const parsed = format.safeParse(value);
  if (parsed.success) return unique(parsed.data.findings);
  const [list, index, key] = parsed.error.issues[0]?.path ?? [];
  if (list !== "findings" || typeof index !== "number") return { why: "was not written by wct" };
  const part = typeof key === "string" ? `"${key}" of finding ${index + 1}` : `finding ${index + 1}`;
  return { why: `is damaged: ${part} is not valid` };
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The later of two entries for one finding counts: a merge of two branches may keep both. */
const unique = (entries: readonly BaselineEntry[]): readonly BaselineEntry[] => [
  ...new Map(entries.map((entry) => [`${entry.artifact}\n${entry.id}`, entry])).values(),
];

/**
 * Formats entries, sorted, one per line, so that a review shows what was decided. Locations and evidence are left out:
 * file names and columns may identify people, and a baseline is kept for a long time.
 */
export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const lines = unique(entries)
    .filter(({ id }) => id !== "")
    .toSorted((a, b) => byText(a.artifact, b.artifact) || byText(a.what, b.what) || byText(a.id, b.id))
    .map((entry) => `    ${JSON.stringify(written(entry))}`);
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  return `{\n  "apiVersion": "wct/v1",\n  "kind": "Baseline",\n  "findings": ${list}\n}\n`;
}

/** Keys in a fixed order, without those that say nothing. */
function written({ artifact, what, id, ...rest }: BaselineEntry): Readonly<Record<string, unknown>> {
  const { status, count, distinct, values, signature, reason, reviewer, date } = rest;
  const told = Object.entries({ count, distinct, values, signature, reason, reviewer, date }).filter(
    ([, one]) => one !== null,
  );
  return { artifact, what, id, ...(status === "accepted" ? {} : { status }), ...Object.fromEntries(told) };
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
