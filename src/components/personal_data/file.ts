import type { StandardInputItem } from "../../plugin/index.ts";
import { matchPhrases, typeFamily, wordsOf } from "../rules/index.ts";
import type { FindingCandidate, Kit } from "./candidate.ts";
import { evaluateColumn, type Values } from "./column.ts";
import { fieldsOf, hideValueKeys } from "./fields/index.ts";
import { mask } from "./mask.ts";
import { recordOf } from "./records.ts";
import type { CompiledRule } from "./rules.ts";
import { type Hit, scanText } from "./scan.ts";

/** The result for a file: for its whole text, and per field if it has fields. */
interface FileCandidates {
  readonly text: readonly FindingCandidate[];
  readonly fields: readonly {
    readonly field: string;
    readonly record: string;
    readonly person: "self" | "linked" | "unknown";
    readonly candidates: readonly FindingCandidate[];
  }[];
  readonly characters: number;
}

/** Analyses the chunks of one file, in order. */
export interface FileScan {
  readonly path: string;
  readonly add: (item: StandardInputItem) => void;
  readonly finish: () => FileCandidates;
}

interface Tally {
  count: number;
  readonly distinct: Set<string>;
  score: number;
  readonly evidence: Map<string, { readonly text: string; readonly context?: string; readonly line: number }>;
  readonly notes: Set<string>;
  readonly contexts: Set<string>;
}

/**
 * Matches that start within this distance of a chunk's end are left to the next chunk, which contains them completely.
 */
const guard = 128;
const mostDistinct = 100_000;

export function scanFile(path: string, kit: Kit): FileScan {
  return new ChunkedScan(path, kit);
}

interface Pending {
  readonly hits: readonly Hit[];
  readonly content: string;
  readonly firstLine: number;
}

class ChunkedScan implements FileScan {
  readonly path: string;
  readonly #kit: Kit;
  readonly #tallies = new Map<CompiledRule, Tally>();
  readonly #fields: ReturnType<typeof fieldsOf>;
  #pending: Pending | undefined;
  #characters = 0;

  constructor(path: string, kit: Kit) {
    this.path = path;
    this.#kit = kit;
    this.#fields = fieldsOf(path, (cells) => isHeader(cells, kit));
  }

  add({ content, file, locator }: StandardInputItem): void {
    const overlap = file?.overlap ?? 0;
    const own = this.#settle(overlap);
    const hits = scanText(content, this.#kit).filter((hit) => hit.span.start >= own);
    const firstLine = locator.kind === "file" ? (locator.line ?? 1) : 1;
    // Matches well before the end are counted immediately, so that few are kept pending.
    const early = content.length - guard;
    this.#count({ hits: hits.filter((hit) => hit.span.start < early), content, firstLine });
    this.#pending = { hits: hits.filter((hit) => hit.span.start >= early), content, firstLine };
    this.#fields?.feed(content.slice(overlap));
    this.#characters += content.length - overlap;
  }

  finish(): FileCandidates {
    this.#settle(0);
    const fields = fieldCandidates(this.path, this.#fields?.finish(), this.#kit);
    const categories = new Set(fields.flatMap((one) => one.candidates.map(({ compiled }) => compiled.rule.category)));
    const text = [...this.#tallies]
      .map(([compiled, entry]) => textCandidate(compiled, entry, this.#characters))
      .filter(({ compiled }) => !categories.has(compiled.rule.category));
    return { text, fields, characters: this.#characters };
  }

  /** Counts the pending matches of the previous chunk. Returns the offset at which the next chunk's own part starts. */
  #settle(overlap: number): number {
    const shared = Math.min(guard, overlap);
    if (this.#pending !== undefined) {
      const { hits, content, firstLine } = this.#pending;
      const own = hits.filter((hit) => hit.span.start < content.length - shared);
      this.#count({ hits: own, content, firstLine });
    }
    this.#pending = undefined;
    return overlap - shared;
  }

  #count({ hits, content, firstLine }: Pending): void {
    const lineAt = lineCounter(content, firstLine);
    for (const hit of hits) tally(this.#tallies, hit, content, { lineAt, most: this.#kit.options.maxEvidence });
  }
}

function tally(
  tallies: Map<CompiledRule, Tally>,
  hit: Hit,
  content: string,
  { lineAt, most }: { readonly lineAt: (offset: number) => number; readonly most: number },
): void {
  const entry = tallies.get(hit.compiled) ?? {
    count: 0,
    distinct: new Set(),
    score: 0,
    evidence: new Map(),
    notes: new Set(),
    contexts: new Set(),
  };
  tallies.set(hit.compiled, entry);
  entry.count++;
  if (entry.distinct.size < mostDistinct) entry.distinct.add(hit.span.value);
  entry.score = Math.max(entry.score, hit.score);
  for (const note of hit.span.notes) entry.notes.add(note);
  const word = contextWord(hit);
  if (word !== undefined) entry.contexts.add(word);
  if (entry.evidence.size >= most) return;
  const text = mask(content.slice(hit.span.start, hit.span.end), hit.recogniser ?? "hidden");
  if (entry.evidence.has(text)) return;
  entry.evidence.set(text, { text, ...(word === undefined ? {} : { context: word }), line: lineAt(hit.span.start) });
}

/** Returns the context word in the rule's spelling, so that evidence contains nothing from the text. */
function contextWord(hit: Hit): string | undefined {
  if (hit.context === undefined) return undefined;
  const seen = wordsOf(hit.context).join(" ");
  return hit.compiled.rule.context.find((word) => wordsOf(word).join(" ") === seen);
}

function textCandidate(compiled: CompiledRule, entry: Tally, characters: number): FindingCandidate {
  return {
    compiled,
    score: entry.score,
    matches: { count: entry.count, distinct: entry.distinct.size, sample: characters, share: null },
    evidence: [...entry.evidence.values()],
    explain: {
      base: Math.round(entry.score * 100) / 100,
      signals: [...[...entry.notes].sort(), ...[...entry.contexts].sort().map((word) => `word before it: ${word}`)],
      vetoes: [],
    },
  };
}

function fieldCandidates(
  path: string,
  fields: ReturnType<NonNullable<ReturnType<typeof fieldsOf>>["finish"]>,
  kit: Kit,
): FileCandidates["fields"] {
  if (fields === undefined) return [];
  const candidates = candidatesIn(path, fields, kit);
  const shown = hideValueKeys(fields, new Set(candidates.map(({ field }) => field)), kit);
  return shown === fields ? candidates : candidatesIn(path, shown, kit);
}

function candidatesIn(path: string, fields: ReadonlyMap<string, Values>, kit: Kit): FileCandidates["fields"] {
  const names = [...fields.keys()];
  return names.flatMap((field) => {
    const values = fields.get(field);
    if (values === undefined) return [];
    const { entity, name } = recordOf(path, field, names, kit.rules.entities);
    const candidates = evaluateColumn({ name, family: typeFamily(""), entity }, values, kit);
    return candidates.length === 0 ? [] : { field, record: entity.name, person: entity.person, candidates };
  });
}

const ordinary = new Set(
  "id key name date time code type status number no amount price total quantity sku description note value created updated".split(
    " ",
  ),
);

/** A first row of values is not a header: at least one cell must be a known name, and none may be a value. */
function isHeader(cells: readonly string[], kit: Kit): boolean {
  const isValue = cells.some((cell) => kit.recognisers.some((one) => one.test(cell, { isNamed: false }) !== undefined));
  const isKnown = (cell: string): boolean => {
    const words = wordsOf(cell);
    return (
      words.some((word) => ordinary.has(word)) ||
      kit.rules.rules.some(({ names }) => matchPhrases(words, names) !== undefined)
    );
  };
  return !isValue && cells.some(isKnown);
}

function lineCounter(content: string, firstLine: number): (offset: number) => number {
  let line = firstLine;
  let at = 0;
  return (offset) => {
    for (let next = content.indexOf("\n", at); next >= 0 && next < offset; next = content.indexOf("\n", next + 1)) {
      line++;
      at = next + 1;
    }
    return line;
  };
}
