import type { StandardInputItem } from "../../plugin/index.ts";
import { matchPhrases, typeFamily, wordsOf } from "../rules/index.ts";
import type { Candidate, Kit } from "./candidate.ts";
import { evaluateColumn } from "./column.ts";
import { fieldsOf } from "./fields/index.ts";
import { mask } from "./mask.ts";
import { recordOf } from "./records.ts";
import type { CompiledRule } from "./rules.ts";
import { type Hit, scanText } from "./scan.ts";

/** What a file holds: as a text, and by field where it has fields. */
export interface FileCandidates {
  readonly text: readonly Candidate[];
  readonly fields: readonly {
    readonly field: string;
    readonly record: string;
    readonly person: "self" | "linked" | "unknown";
    readonly candidates: readonly Candidate[];
  }[];
  readonly characters: number;
}

/** Takes the chunks of one file in order. */
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

/** Matches that start so near to the end of a chunk are left to the next one, which holds them whole. */
const guard = 128;
const mostDistinct = 100_000;

export function scanFile(path: string, kit: Kit): FileScan {
  const tallies = new Map<CompiledRule, Tally>();
  const fields = fieldsOf(path, (cells) => isHeader(cells, kit));
  let pending: { readonly hits: readonly Hit[]; readonly content: string; readonly firstLine: number } | undefined;
  let characters = 0;

  const count = (hits: readonly Hit[], content: string, firstLine: number): void => {
    const lines = lineCounter(content, firstLine);
    for (const hit of hits) tally(tallies, hit, content, { lineAt: lines, most: kit.options.maxEvidence });
  };
  const settle = (overlap: number): number => {
    const shared = Math.min(guard, overlap);
    if (pending !== undefined) {
      const { hits, content, firstLine } = pending;
      count(
        hits.filter((hit) => hit.span.start < content.length - shared),
        content,
        firstLine,
      );
    }
    pending = undefined;
    return overlap - shared;
  };
  return {
    path,
    add(item) {
      const overlap = item.file?.overlap ?? 0;
      const own = settle(overlap);
      const hits = scanText(item.content, kit).filter((hit) => hit.span.start >= own);
      const firstLine = item.locator.kind === "file" ? (item.locator.line ?? 1) : 1;
      const early = item.content.length - 4 * guard;
      // What stands well before the end is settled at once, so that little is held back.
      count(
        hits.filter((hit) => hit.span.start < early),
        item.content,
        firstLine,
      );
      pending = { hits: hits.filter((hit) => hit.span.start >= early), content: item.content, firstLine };
      fields?.feed(item.content.slice(overlap));
      characters += item.content.length - overlap;
    },
    finish() {
      settle(0);
      const byField = fieldCandidates(path, fields?.finish(), kit);
      const categories = new Set(
        byField.flatMap((one) => one.candidates.map(({ compiled }) => compiled.rule.category)),
      );
      const text = [...tallies]
        .map(([compiled, entry]) => textCandidate(compiled, entry, characters))
        .filter(({ compiled }) => !categories.has(compiled.rule.category));
      return { text, fields: byField, characters };
    },
  };
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
  const text = mask(content.slice(hit.span.start, hit.span.end), hit.recogniser);
  if (entry.evidence.has(text)) return;
  entry.evidence.set(text, { text, ...(word === undefined ? {} : { context: word }), line: lineAt(hit.span.start) });
}

/** The rule's own spelling of the word that was seen: nothing of the text goes into evidence. */
function contextWord(hit: Hit): string | undefined {
  if (hit.context === undefined) return undefined;
  const seen = wordsOf(hit.context).join(" ");
  return hit.compiled.rule.context.find((word) => wordsOf(word).join(" ") === seen);
}

function textCandidate(compiled: CompiledRule, entry: Tally, characters: number): Candidate {
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

/** A first row of values must not be taken for names: one cell at least has to be a known name, and none a value. */
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
