import type { JsonValue } from "../../domain/index.ts";
import { changedFields, type ElementHash, hashOf } from "./canonical.ts";
import { createElementTable, type ElementHashTable } from "./table.ts";

/** A stream that can be read from its start more than once. */
export interface ElementSource {
  readonly elements: number;
  readonly batches: () => AsyncIterable<readonly JsonValue[]>;
}

type ElementDifference =
  | { readonly kind: "new"; readonly element: JsonValue }
  | { readonly kind: "gone"; readonly element: JsonValue }
  /** Has the same id. `fields`: names of the fields that differ. */
  | { readonly kind: "changed"; readonly element: JsonValue; readonly fields: readonly string[] };

export interface ElementDifferences {
  readonly same: number;
  readonly new: number;
  readonly gone: number;
  readonly changed: number;
  /**
   * The first differences of each kind: new and changed elements in the later stream's order, removed ones in the
   * earlier's.
   */
  readonly listed: readonly ElementDifference[];
}

interface CompareOptions {
  /** Maximum number of differences of each kind in the list. */
  readonly most: number;
  /** Number of elements in memory, as hashes of 52 bytes. Longer streams are compared in several passes. */
  readonly held?: number;
}

const defaultHeld = 4_000_000;

/**
 * Matches two streams by the `id` of their elements, or by content for elements without one; ignores the order. Reads
 * each stream at most twice for every `held` elements of the earlier one, and once more if there are more parts than
 * one. Throws what reading throws.
 */
export async function compareElements(
  before: ElementSource,
  after: ElementSource,
  { most, held = defaultHeld }: CompareOptions,
): Promise<ElementDifferences> {
  const parts = Math.max(1, Math.ceil(before.elements / held));
  const tally = { same: 0, new: 0, gone: 0, changed: 0 };
  const found: FoundDifference[] = [];
  for (let part = 0; part < parts; part++) {
    const isOfPart = ({ idHigh }: ElementHash): boolean => parts === 1 || idHigh % parts === part;
    found.push(...(await comparePart({ before, after, most, isOfPart, parts }, tally)));
  }
  return { ...tally, listed: listedOf(found, most) };
}

interface PartRequest {
  readonly before: ElementSource;
  readonly after: ElementSource;
  readonly most: number;
  readonly isOfPart: (hash: ElementHash) => boolean;
  readonly parts: number;
}

type Tally = { same: number; new: number; gone: number; changed: number };

interface FoundDifference {
  readonly difference: ElementDifference;
  /** Index in the stream that determines the order. */
  readonly place: number;
}

async function comparePart(request: PartRequest, tally: Tally): Promise<readonly FoundDifference[]> {
  const { before, after, isOfPart, parts } = request;
  // A part may contain more elements than an even split would.
  const table = createElementTable(parts === 1 ? before.elements : await countIn(before, isOfPart));
  await each(before, (element) => {
    const hash = hashOf(element);
    if (isOfPart(hash)) table.add(hash);
  });
  const rest = new Uint8Array(Math.ceil(after.elements / 8) + 1);
  let others = 0;
  let equal = 0;
  await each(after, (element, place) => {
    const hash = hashOf(element);
    if (!isOfPart(hash)) return;
    if (table.takeEqual(hash)) equal += 1;
    else {
      others += 1;
      rest[place >> 3]! |= 1 << (place & 7);
    }
  });
  tally.same += equal;
  table.indexRest();
  const fresh = others === 0 ? noNewElements : await findNewAndReplacing(request, { table, rest, tally });
  const old = await findRemovedAndChanged(request, { table, tally, pending: fresh.pending });
  return [...fresh.found, ...old];
}

async function countIn(source: ElementSource, isOfPart: (hash: ElementHash) => boolean): Promise<number> {
  let count = 0;
  await each(source, (element) => {
    if (isOfPart(hashOf(element))) count += 1;
  });
  return count;
}

interface NewElements {
  readonly found: readonly FoundDifference[];
  /** Keyed by the slot of the element that each replaces. */
  readonly pending: Map<number, { readonly element: JsonValue; readonly place: number }[]>;
}

const noNewElements: NewElements = { found: [], pending: new Map() };

interface Rest {
  readonly table: ElementHashTable;
  readonly rest: Uint8Array;
  readonly tally: Tally;
}

/** Finds elements of the later stream without an equal one: new, or with the id of a remaining element. */
async function findNewAndReplacing({ after, most }: PartRequest, { table, rest, tally }: Rest): Promise<NewElements> {
  const found: FoundDifference[] = [];
  const pending: NewElements["pending"] = new Map();
  let kept = 0;
  await each(after, (element, place) => {
    if (((rest[place >> 3] ?? 0) & (1 << (place & 7))) === 0) return;
    const slot = table.takeNamesake(hashOf(element));
    if (slot === null) {
      tally.new += 1;
      if (found.length < most) found.push({ difference: { kind: "new", element }, place });
      return;
    }
    tally.changed += 1;
    if (kept >= most) return;
    kept += 1;
    const waiting = pending.get(slot);
    if (waiting === undefined) pending.set(slot, [{ element, place }]);
    else waiting.push({ element, place });
  });
  return { found, pending };
}

/** Finds elements of the earlier stream that were removed, and the earlier versions of changed ones. */
async function findRemovedAndChanged(
  { before, most, isOfPart }: PartRequest,
  { table, tally, pending }: Pick<Rest, "table" | "tally"> & Pick<NewElements, "pending">,
): Promise<readonly FoundDifference[]> {
  const found: FoundDifference[] = [];
  const gone = table.left();
  tally.gone += gone;
  // The stream is read only until there is nothing more to list.
  let open = Math.min(gone, most) + [...pending.values()].reduce((sum, { length }) => sum + length, 0);
  if (open === 0) return found;
  let listed = 0;
  await each(before, (element, place) => {
    const hash = hashOf(element);
    if (!isOfPart(hash)) return "go on";
    const settled = table.settle(hash);
    if (settled.kind === "left") {
      listed += 1;
      if (listed > most) return "go on";
      found.push({ difference: { kind: "gone", element }, place });
      open -= 1;
    } else if (settled.kind === "replaced") {
      const now = pending.get(settled.slot)?.shift();
      if (now === undefined) return "go on";
      const fields = changedFields(element, now.element);
      found.push({ difference: { kind: "changed", element: now.element, fields }, place: now.place });
      open -= 1;
    }
    return open === 0 ? "enough" : "go on";
  });
  return found;
}

/** Reads in batches, because a promise for each element would cost more than all the rest. */
async function each(
  { batches }: ElementSource,
  visit: (element: JsonValue, place: number) => "enough" | "go on" | undefined,
): Promise<void> {
  let place = 0;
  for await (const batch of batches()) {
    for (const element of batch) if (visit(element, place++) === "enough") return;
  }
}

const kinds = ["new", "gone", "changed"] as const;

function listedOf(found: readonly FoundDifference[], most: number): readonly ElementDifference[] {
  return kinds.flatMap((kind) =>
    found
      .filter(({ difference }) => difference.kind === kind)
      .sort((a, b) => a.place - b.place)
      .slice(0, most)
      .map(({ difference }) => difference),
  );
}
