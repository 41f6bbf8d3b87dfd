import type { Locator, StandardInputItem } from "../../plugin/index.ts";
import { wordsOf } from "../rules/index.ts";
import type { EvidencePlace, FindingCandidate, Kit } from "./candidate.ts";
import { Layouts } from "./evidence/index.ts";
import { type FieldCandidates, FileFields } from "./fields/index.ts";
import type { Hit } from "./hits/index.ts";
import { inContent } from "./models.ts";
import { asAuthor, isOfPackage } from "./packages.ts";
import { type PlaceAt, placesIn } from "./places.ts";
import type { CompiledRule } from "./rules.ts";
import { scanText, withoutOverlaps, writeHit } from "./scan.ts";

/** The result for a file: for its whole text, and per field if it has fields. */
interface FileCandidates {
  readonly text: readonly FindingCandidate[];
  readonly fields: readonly FieldCandidates[];
  readonly characters: number;
}

/** Analyses the pieces of one file, in order: its texts, and its fields. */
export interface FileScan {
  readonly path: string;
  /** `byModels`: what recognisers of plugins found in the text of the item. */
  readonly add: (item: StandardInputItem, byModels?: readonly Hit[]) => void;
  readonly finish: () => FileCandidates;
}

interface Tally {
  count: number;
  readonly distinct: Set<string>;
  /** The match with the highest score. */
  best: Pick<Hit, "score" | "steps">;
  readonly evidence: Map<string, FindingCandidate["evidence"][number]>;
  readonly places: EvidencePlace[];
  readonly layouts: Layouts;
  readonly notes: Set<string>;
  readonly contexts: Set<string>;
}

/**
 * Matches that start within this distance of a chunk's end are left to the next chunk, which contains them completely.
 */
const guard = 128;
const mostDistinct = 100_000;
/** How many matches of a file count for the signature of a finding. */
const mostLayouts = 10_000;

export function scanFile(path: string, kit: Kit): FileScan {
  return new ChunkedScan(path, kit);
}

interface Pending {
  readonly hits: readonly Hit[];
  readonly content: string;
  readonly locator: Locator;
}

class ChunkedScan implements FileScan {
  readonly path: string;
  readonly #kit: Kit;
  readonly #tallies = new Map<CompiledRule, Tally>();
  readonly #fields: FileFields;
  #pending: Pending | undefined;
  #characters = 0;
  /** Whether the text is beside the fields, such as the body of a mail beside its headers. */
  #isApart = false;

  constructor(path: string, kit: Kit) {
    this.path = path;
    this.#kit = kit;
    this.#fields = new FileFields(path, kit);
  }

  add(item: StandardInputItem, byModels: readonly Hit[] = []): void {
    if (item.kind === "column_sample") this.#fields.add(item);
    else {
      this.#isApart ||= item.kind === "document" && item.locator.kind === "file" && item.locator.sheet === undefined;
      this.#text(item, byModels);
    }
  }

  finish(): FileCandidates {
    this.#settle(0);
    const fields = this.#fields.finish();
    const characters = this.#characters > 0 ? this.#characters : this.#fields.characters;
    const text = [...this.#tallies]
      .map(([compiled, entry]) => textCandidate(compiled, entry, { characters, kit: this.#kit }))
      .filter((candidate) => this.#isApart || !isCovered(candidate, fields));
    return { text, fields, characters };
  }

  #text({ content, file, locator }: StandardInputItem, byModels: readonly Hit[]): void {
    const overlap = file?.overlap ?? 0;
    const own = this.#settle(overlap);
    const found = this.#withoutAuthors(scanText(content, this.#kit));
    const all = byModels.length === 0 ? found : withoutOverlaps([...found, ...inContent(byModels, content, this.#kit)]);
    const hits = all.filter((hit) => hit.span.start >= own);
    // Matches well before the end are counted immediately, so that few are kept pending.
    const early = content.length - guard;
    this.#count({ hits: hits.filter((hit) => hit.span.start < early), content, locator });
    this.#pending = { hits: hits.filter((hit) => hit.span.start >= early), content, locator };
    this.#characters += content.length - overlap;
  }

  #withoutAuthors(hits: readonly Hit[]): readonly Hit[] {
    if (!isOfPackage(this.path)) return hits;
    const { threshold } = this.#kit.options;
    return hits.map(asAuthor).filter(({ score, recogniser }) => score >= threshold(recogniser));
  }

  /** Counts the pending matches of the previous chunk. Returns the offset at which the next chunk's own part starts. */
  #settle(overlap: number): number {
    const shared = Math.min(guard, overlap);
    if (this.#pending !== undefined) {
      const { hits, content, locator } = this.#pending;
      const own = hits.filter((hit) => hit.span.start < content.length - shared);
      this.#count({ hits: own, content, locator });
    }
    this.#pending = undefined;
    return overlap - shared;
  }

  #count({ hits, content, locator }: Pending): void {
    const placeAt = placesIn(content, locator);
    for (const hit of hits) tally(this.#tallies, hit, content, { placeAt, options: this.#kit.options });
  }
}

// A field's values are tested up to a limit; a larger number of distinct values is not counted.
const manyDistinct = 250;
// A text search also finds a few values that their field says are something else.
const doubtfulShare = 1.25;

/**
 * Returns whether fields contain what was found in the text, so that it is not reported twice. A text may contain more
 * than its fields: an address in a comment, in a log message.
 */
function isCovered({ compiled, matches }: FindingCandidate, fields: readonly FieldCandidates[]): boolean {
  const same = fields.flatMap(({ candidates }) =>
    candidates.filter((one) => one.compiled.rule.category === compiled.rule.category),
  );
  const distinct = same.reduce((sum, one) => sum + one.matches.distinct, 0);
  // A field that is found by its name contains values without a form of their own.
  const isNamed = same.some((one) => one.matches.count === 0);
  return isNamed || distinct * doubtfulShare >= Math.min(matches.distinct, manyDistinct);
}

function newTally(): Tally {
  const sets = { distinct: new Set<string>(), notes: new Set<string>(), contexts: new Set<string>() };
  return { count: 0, best: { score: 0, steps: [] }, evidence: new Map(), places: [], layouts: new Layouts(), ...sets };
}

function tally(
  tallies: Map<CompiledRule, Tally>,
  hit: Hit,
  content: string,
  { placeAt, options }: { readonly placeAt: PlaceAt; readonly options: Kit["options"] },
): void {
  const entry = tallies.get(hit.compiled) ?? newTally();
  tallies.set(hit.compiled, entry);
  entry.count++;
  if (entry.count <= mostLayouts) entry.layouts.addLine(content, hit.span);
  if (entry.distinct.size < mostDistinct) entry.distinct.add(hit.span.value);
  if (hit.score > entry.best.score) entry.best = hit;
  for (const note of hit.span.notes) entry.notes.add(note);
  const word = contextWord(hit);
  if (word !== undefined) entry.contexts.add(word);
  if (entry.places.length < options.maxPlaces) entry.places.push(placeAt(hit.span));
  if (entry.evidence.size >= options.maxEvidence) return;
  const text = writeHit(hit, content, options);
  if (entry.evidence.has(text)) return;
  entry.evidence.set(text, { text, ...(word === undefined ? {} : { context: word }), place: placeAt(hit.span) });
}

/** Returns the context word in the rule's spelling, so that evidence contains nothing from the text. */
function contextWord({ context, compiled }: Hit): string | undefined {
  if (context === undefined) return undefined;
  const known = contextWords.get(compiled) ?? new Map<string, string | undefined>();
  contextWords.set(compiled, known);
  if (known.has(context)) return known.get(context);
  const seen = wordsOf(context).join(" ");
  const word = compiled.rule.context.find((one) => wordsOf(one).join(" ") === seen);
  known.set(context, word);
  return word;
}

/** By rule: the spellings of its context words that were seen. They are few, because the rule lists the words. */
const contextWords = new WeakMap<CompiledRule, Map<string, string | undefined>>();

function textCandidate(
  compiled: CompiledRule,
  entry: Tally,
  { characters, kit }: { readonly characters: number; readonly kit: Kit },
): FindingCandidate {
  return {
    compiled,
    score: entry.best.score,
    steps: entry.best.steps,
    matches: { count: entry.count, distinct: entry.distinct.size, sample: characters, share: null },
    evidence: [...entry.evidence.values()],
    layouts: entry.layouts,
    ...(kit.options.maxPlaces === 0 ? {} : { places: entry.places }),
    explain: {
      base: Math.round(entry.best.score * 100) / 100,
      signals: [...[...entry.notes].sort(), ...[...entry.contexts].sort().map((word) => `word before it: ${word}`)],
      vetoes: [],
    },
  };
}
