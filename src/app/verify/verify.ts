import { wctError } from "../../diagnostics/index.ts";
import { isDigest, type RecordStore, type RunId } from "../../domain/index.ts";
import type { Host } from "../host/index.ts";
import { bundleOf, readStore, resolveRun } from "../open/index.ts";
import { unlessRemoved } from "../record/index.ts";
import { ObjectChecks, orDamage } from "./object-checks.ts";
import { type Verified, type Verifying, verifyRun } from "./verify-run.ts";

export interface VerifyRequest {
  /** A run, or the path of a bundle; undefined: everything in the store. */
  readonly reference?: string | undefined;
  readonly store?: string | undefined;
  /** The head hash that the run must have. */
  readonly head?: string | undefined;
}

/** Problems that do not belong to a run. */
export interface VerifiedStore {
  readonly damage: readonly { readonly what: string }[];
  /** Number of objects that no run needs; null if damage hides which those are. */
  readonly unneeded: number | null;
  /** Paths, relative to the store's folder, of files that do not belong to wct. */
  readonly strays: readonly string[];
}

export interface Verification {
  readonly intact: boolean;
  readonly runs: readonly Verified[];
  /** Null if only one of its runs was verified. */
  readonly store: VerifiedStore | null;
  /** Runs whose end nothing outside of the database tells, not even `head`. */
  readonly withoutHead: readonly RunId[];
}

/** Receives results while other runs are still being verified. */
export interface VerifyListener {
  readonly verified: (one: Verified) => Promise<void>;
  /** Called for a run that was removed since it was listed. */
  readonly removed: (run: RunId) => Promise<void>;
}

/**
 * Verifies the event chains, and the digest of every object that a run names. Returns damage as part of the result.
 * Throws WCT_USAGE, and the errors of opening and resolving.
 */
export async function verify(host: Host, request: VerifyRequest, listener?: VerifyListener): Promise<Verification> {
  requireHead(request);
  await using subject = await openSubject(host, request);
  const verifying = { head: request.head, conditions: new ObjectChecks(subject.store) };
  const runs: Verified[] = [];
  for (const run of subject.runs) {
    const one = await verifyListed(subject, run, verifying);
    if (one === null) await listener?.removed(run);
    else {
      runs.push(one);
      await listener?.verified(one);
    }
  }
  const store = subject.isWhole ? await verifyStore(subject.store) : null;
  const intact = runs.every(({ damage }) => damage.length === 0) && (store?.damage ?? []).length === 0;
  return { intact, runs, store, withoutHead: subject.withoutHead };
}

function requireHead({ head, reference }: VerifyRequest): void {
  if (head === undefined) return;
  if (reference === undefined) {
    throw wctError("WCT_USAGE", { message: "--head needs a run", hint: "write `wct verify RUN --head HASH`" });
  }
  requireHeadHash(head);
}

/** Throws WCT_USAGE if a text cannot be the head hash of a run. */
export function requireHeadHash(head: string): void {
  if (isDigest(head)) return;
  throw wctError("WCT_USAGE", {
    message: `"${head}" is not a head hash: it must have 64 hexadecimal digits`,
    hint: "copy the whole `head` hash that `wct run` or `wct verify` printed",
  });
}

interface Subject extends AsyncDisposable {
  readonly store: RecordStore;
  readonly runs: readonly RunId[];
  readonly withoutHead: readonly RunId[];
  /** Whether everything in the store or the bundle is verified. */
  readonly isWhole: boolean;
}

/** A run whose row in the list is damaged is found only by its whole id. */
async function openSubject(host: Host, { reference, store: dir, head }: VerifyRequest): Promise<Subject> {
  const bundle = reference === undefined ? null : bundleOf(host, reference);
  const store = bundle ?? (await readStore(host, dir));
  const close = { [Symbol.asyncDispose]: () => store.close() };
  try {
    const { lost, unknown } = await store.executions.ends();
    // Lost runs come first, where they stand out; the list itself is newest first.
    const ids = [...lost, ...(await store.executions.ids())];
    if (reference === undefined || bundle !== null) {
      return { store, runs: ids, withoutHead: unknown, isWhole: true, ...close };
    }
    const exact = ids.find((id) => id === reference);
    const runs = [exact ?? (await resolveRun(store.executions, reference)).id];
    const withoutHead = head === undefined ? unknown.filter((id) => id === runs[0]) : [];
    return { store, runs, withoutHead, isWhole: false, ...close };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Returns null if the run was removed since it was listed. */
async function verifyListed({ store, isWhole }: Subject, run: RunId, verifying: Verifying): Promise<Verified | null> {
  const verified = (): Promise<Verified> => verifyRun(store, run, verifying);
  return isWhole ? await unlessRemoved(verified) : await verified();
}

async function verifyStore(store: RecordStore): Promise<VerifiedStore> {
  const damage = (await store.examine()).map((what) => ({ what }));
  let unneeded: number | null = null;
  await orDamage(async () => {
    const { objects, held } = await store.prune({ remove: [], drop: [], mode: "tell" });
    unneeded = objects + held;
    return null;
  });
  return { damage, unneeded, strays: await store.strays() };
}
