import { isWctError } from "../../diagnostics/index.ts";
import type { Digest, GoneContent, RecordStore, RunEvent, RunId } from "../../domain/index.ts";
import { createFold, messageOf, type RunState } from "../../run/index.ts";

export interface Damage {
  readonly what: string;
  readonly seq: number | null;
  readonly artifact: string | null;
}

/** What checking a run's event chain and every object that it names gave. */
export interface Verified {
  readonly run: RunId;
  readonly events: number;
  readonly objects: number;
  readonly head: Digest | null;
  readonly damage: readonly Damage[];
}

/** What is wrong with an object, or null. */
export type Condition = (digest: Digest) => Promise<string | null>;

/** Answers that are remembered; memory must not grow with the store. */
const knownLimit = 100_000;

/** Checks one run. `head`: the head hash that it must have; undefined: any. Throws WCT_RUN_NOT_FOUND. */
export async function verifyRun(
  store: RecordStore,
  run: RunId,
  { head, condition }: { readonly head: string | undefined; readonly condition: Condition },
): Promise<Verified> {
  const { listen, result } = objectsNamed();
  const chain = await store.executions.verifyChain(run, listen);
  const damage: Damage[] = chain.damage.map((one) => ({ ...one, artifact: null }));
  if (head !== undefined && chain.head !== head) {
    damage.push({ what: `the head hash is ${chain.head}, not the one given`, seq: null, artifact: null });
  }
  const { objects: named, stoppedBy } = result();
  const gone = new Set((await goneFrom(store, run)).map(({ digest }) => digest));
  const objects = named.filter(({ digest }) => !gone.has(digest));
  // The chain's damage says it better; without any, the events are whole and yet no record of a run.
  if (stoppedBy !== null && chain.damage.length === 0) damage.push({ what: stoppedBy, seq: null, artifact: null });
  for (const { digest, artifact } of objects) {
    const what = await condition(digest);
    if (what !== null) damage.push({ what: `object ${digest} ${what}`, seq: null, artifact });
  }
  return { run, events: chain.events, objects: objects.length, head: chain.head, damage };
}

/** What is wrong with an object, or null; each is read once, however many runs share it. */
export function conditionIn(store: RecordStore): Condition {
  const known = new Map<Digest, string | null>();
  return async (digest) => {
    const before = known.get(digest);
    if (before !== undefined) return before;
    const what = await orDamage(async () => {
      const state = await store.artifacts.verify(digest);
      return state === "intact" ? null : `is ${state === "absent" ? "missing" : state}`;
    });
    if (known.size >= knownLimit) known.clear();
    known.set(digest, what);
    return what;
  };
}

/** What damage there is when the store cannot even be read there. */
export async function orDamage(work: () => Promise<string | null>): Promise<string | null> {
  try {
    return await work();
  } catch (error) {
    return textOf(error);
  }
}

function damageOf(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return textOf(error);
  }
}

function textOf(error: unknown): string {
  if (isWctError(error) && error.exitCode === 3) return `cannot be read: ${error.message}`;
  throw error;
}

/** Tombstones: what a run may lack. Damage that hides them is told by the chain's check. */
async function goneFrom(store: RecordStore, run: RunId): Promise<readonly GoneContent[]> {
  try {
    return (await store.executions.keeping(run)).gone;
  } catch (error) {
    if (isWctError(error) && error.exitCode === 3) return [];
    throw error;
  }
}

/** Plan, runbook, and the content of every artifact that was kept; as far as the events make up a record. */
function objectsNamed() {
  const fold = createFold();
  let stoppedBy: string | null = null;
  return {
    listen: (event: RunEvent): void => {
      if (stoppedBy === null) stoppedBy = damageOf(() => fold.push(event));
    },
    result: () => ({ objects: namedIn(fold.state()), stoppedBy }),
  };
}

function namedIn({ started, artifacts }: RunState): readonly { readonly digest: Digest; readonly artifact: string }[] {
  const named: { digest: Digest; artifact: string }[] = [];
  if (started)
    named.push({ digest: started.plan, artifact: "plan" }, { digest: started.runbook.digest, artifact: "runbook" });
  for (const artifact of artifacts.values()) {
    const { id } = artifact;
    const message = messageOf(artifact);
    if (message?.kept) named.push({ digest: message.digest, artifact: id });
    for (const { result } of artifact.attempts) {
      const said = result?.outcome === "failed" ? result.failure.exception?.message : undefined;
      if (said) named.push({ digest: said, artifact: `${id} (exception)` });
    }
  }
  return named;
}
