import type { JsonValue } from "../../domain/index.ts";
import { changedFields, type ElementHash, hashOf } from "./canonical.ts";
import { createElementTable, type ElementTable } from "./table.ts";

/** A stream that can be read from its beginning more than once. */
export interface ElementSource {
  readonly elements: number;
  readonly batches: () => AsyncIterable<readonly JsonValue[]>;
}

export type ElementDifference =
  | { readonly kind: "new"; readonly element: JsonValue }
  | { readonly kind: "gone"; readonly element: JsonValue }
  /** The same id; `fields`: names of those that are not equal. */
  | { readonly kind: "changed"; readonly element: JsonValue; readonly fields: readonly string[] };

export interface ElementDifferences {
  readonly same: number;
  readonly new: number;
  readonly gone: number;
  readonly changed: number;
  /** The first ones of each kind: new and changed ones in the later stream's order, gone ones in the earlier's. */
  readonly listed: readonly ElementDifference[];
}

export interface CompareOptions {
  /** Most differences of each kind that are kept. */
  readonly most: number;
  /** Elements that are held at once, as hashes of 52 bytes; more are compared in several passes. */
  readonly held?: number;
}

const defaultHeld = 4_000_000;

/**
 * Matches two streams by the `id` of their elements, or by content where they have none; order does not count. Reads
 * each stream at most twice for every `held` elements of the earlier one, and once more when these are not all. Throws what reading throws.
 */
export async function compareElements(
  before: ElementSource,
  after: ElementSource,
  { most, held = defaultHeld }: CompareOptions,
): Promise<ElementDifferences> {
  const parts = Math.max(1, Math.ceil(before.elements / held));
  const tally = { same: 0, new: 0, gone: 0, changed: 0 };
  const found: Found[] = [];
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

interface Found {
  readonly difference: ElementDifference;
  /** Place in the stream that tells its order. */
  readonly place: number;
}

async function comparePart(request: PartRequest, tally: Tally): Promise<readonly Found[]> {
  const { before, after, isOfPart, parts } = request;
  // A part may get more than its share.
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
  const fresh = others === 0 ? noFresh : await freshOnes(request, { table, rest, tally });
  const old = await oldOnes(request, { table, tally, pending: fresh.pending });
  return [...fresh.found, ...old];
}

async function countIn(source: ElementSource, isOfPart: (hash: ElementHash) => boolean): Promise<number> {
  let count = 0;
  await each(source, (element) => {
    if (isOfPart(hashOf(element))) count += 1;
  });
  return count;
}

interface Fresh {
  readonly found: readonly Found[];
  /** By the slot of the element that each replaces. */
  readonly pending: Map<number, { readonly element: JsonValue; readonly place: number }[]>;
}

const noFresh: Fresh = { found: [], pending: new Map() };

interface Rest {
  readonly table: ElementTable;
  readonly rest: Uint8Array;
  readonly tally: Tally;
}

/** Elements of the later stream without an equal one: new, or with the id of one that is left. */
async function freshOnes({ after, most }: PartRequest, { table, rest, tally }: Rest): Promise<Fresh> {
  const found: Found[] = [];
  const pending: Fresh["pending"] = new Map();
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

/** Elements of the earlier stream that are gone, and what the changed ones were. */
async function oldOnes(
  { before, most, isOfPart }: PartRequest,
  { table, tally, pending }: Pick<Rest, "table" | "tally"> & Pick<Fresh, "pending">,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  const gone = table.left();
  tally.gone += gone;
  // Read only as far as something is to be listed.
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

/** Batch by batch: a promise for each element would cost more than all else. */
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

function listedOf(found: readonly Found[], most: number): readonly ElementDifference[] {
  return kinds.flatMap((kind) =>
    found
      .filter(({ difference }) => difference.kind === kind)
      .sort((a, b) => a.place - b.place)
      .slice(0, most)
      .map(({ difference }) => difference),
  );
}
