import { isWctError } from "../../diagnostics/index.ts";
import type { Digest, RecordStore, RunEvent, RunId } from "../../domain/index.ts";
import { requireRecordOf } from "../../planner/index.ts";
import { createFold, type RunState } from "../../run/index.ts";
import { implausibleSize, isBundle, type NamedObject, namedIn } from "../open/index.ts";
import { exceptionsNotKept, readPlan } from "../record/index.ts";
import { damageText, missing, type ObjectChecks } from "./object-checks.ts";

export interface RunDamage {
  readonly what: string;
  readonly seq: number | null;
  readonly artifact: string | null;
}

/** The result of checking a run's event chain and every object that it names. */
export interface Verified {
  readonly run: RunId;
  readonly events: number;
  readonly objects: number;
  readonly head: Digest | null;
  readonly damage: readonly RunDamage[];
}

export interface Verifying {
  /** The head hash that the run must have; undefined: any. */
  readonly head: string | undefined;
  readonly conditions: ObjectChecks;
}

/**
 * Checks one run. Content that a concurrent prune or erasure removes is not damage: if the run has lost more content
 * since, apparent damage is checked again. Throws WCT_RUN_NOT_FOUND, also if the run is removed in the meantime.
 */
export async function verifyRun(store: RecordStore, run: RunId, options: Verifying): Promise<Verified> {
  for (;;) {
    const before = await retentionOf(store, run);
    const verified = await verifyOnce(store, run, { ...options, gone: before.gone });
    if (verified.damage.length === 0) return verified;
    const after = await retentionOf(store, run);
    if (after.text === before.text) return verified;
    options.conditions.forget();
  }
}

interface InspectContext extends Verifying {
  readonly gone: ReadonlySet<Digest>;
}

async function verifyOnce(
  store: RecordStore,
  run: RunId,
  { head, conditions, gone }: InspectContext,
): Promise<Verified> {
  const { listen, result } = stateListener();
  const chain = await store.executions.verifyChain(run, listen);
  const damage: RunDamage[] = chain.damage.map((one) => ({ ...one, artifact: null }));
  if (head !== undefined && chain.head !== head) {
    damage.push({
      what: `its head hash is ${chain.head}, not the given one: it is another run, or it was altered`,
      seq: null,
      artifact: null,
    });
  }
  const { state, stoppedBy } = result();
  const named = namedIn(state).filter(({ digest }) => !gone.has(digest));
  const objects = await withoutUnkept(store, state.started?.plan ?? null, { objects: named, conditions });
  // Damage of the chain explains it better. Without any, the events are intact but not a record of a run.
  if (stoppedBy !== null && chain.damage.length === 0) damage.push({ what: stoppedBy, seq: null, artifact: null });
  const odd = isBundle(store) ? await implausibleSize(store, objects) : null;
  if (odd === null) damage.push(...(await objectDamage(objects, conditions)));
  else damage.push({ ...odd, seq: null });
  if (damage.length === 0) damage.push(...(await planDamage(store, state, gone)));
  return { run, events: chain.events, objects: objects.length, head: chain.head, damage };
}

async function objectDamage(objects: readonly NamedObject[], conditions: ObjectChecks): Promise<readonly RunDamage[]> {
  const damage: RunDamage[] = [];
  for (const { digest, artifact } of objects) {
    const what = await conditions.of(digest);
    if (what !== null) damage.push({ what: `object ${digest} ${what}`, seq: null, artifact });
  }
  return damage;
}

/** Finds a plan whose bytes are intact but which is not a plan, or not the plan of these events. */
async function planDamage(
  store: RecordStore,
  state: RunState,
  gone: ReadonlySet<Digest>,
): Promise<readonly RunDamage[]> {
  const digest = state.started?.plan;
  if (digest === undefined || gone.has(digest)) return [];
  try {
    requireRecordOf(await readPlan(store, digest), state);
    return [];
  } catch (error) {
    if (!isWctError(error) || error.code === "WCT_STORE_NEWER") throw error;
    return [{ what: error.message, seq: null, artifact: "plan" }];
  }
}

/** Removes the messages of exceptions that were never kept. Reads the plan only if a message is missing. */
async function withoutUnkept(
  store: RecordStore,
  plan: Digest | null,
  { objects, conditions }: { readonly objects: readonly NamedObject[]; readonly conditions: ObjectChecks },
): Promise<readonly NamedObject[]> {
  const absent: NamedObject[] = [];
  for (const object of objects) {
    if (object.exceptionOf !== null && (await conditions.of(object.digest)) === missing) absent.push(object);
  }
  if (plan === null || absent.length === 0) return objects;
  const isUnkept = await exceptionsNotKept(store, plan);
  const unkept = new Set(absent.filter(({ exceptionOf }) => exceptionOf !== null && isUnkept(exceptionOf)));
  return objects.filter((object) => !unkept.has(object));
}

function damageOf(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return damageText(error);
  }
}

/**
 * Returns the content that a run has lost; `text` changes whenever that does. Damage that hides it is reported by the
 * check of the chain.
 */
async function retentionOf(
  store: RecordStore,
  run: RunId,
): Promise<{ readonly gone: ReadonlySet<Digest>; readonly text: string }> {
  try {
    const { imported, gone } = await store.executions.retention(run);
    const digests = gone.map(({ digest }) => digest);
    return { gone: new Set(digests), text: [imported, ...digests].join(" ") };
  } catch (error) {
    if (!isWctError(error) || error.exitCode !== 3) throw error;
    return { gone: new Set(), text: error.code };
  }
}

/** Returns a listener that folds events to a state, as far as they form a record. */
function stateListener() {
  const fold = createFold();
  let stoppedBy: string | null = null;
  return {
    listen: (event: RunEvent): void => {
      if (stoppedBy === null) stoppedBy = damageOf(() => fold.push(event));
    },
    result: () => ({ state: fold.state(), stoppedBy }),
  };
}
