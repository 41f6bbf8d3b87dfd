import { isWctError, wctError } from "../../diagnostics/index.ts";
import type { Digest, RecordStore, RunId } from "../../domain/index.ts";
import { apiVersion, plural } from "../../render/index.ts";
import { createFold, messageOf, type RunState } from "../../run/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { resolveRun } from "../wiring/run-reference.ts";
import { readStore } from "../wiring/store.ts";

export interface VerifyOptions extends GlobalOptions {
  readonly head?: string;
}

interface Damage {
  readonly what: string;
  readonly seq: number | null;
  readonly artifact: string | null;
}

interface Verified {
  readonly run: RunId;
  readonly events: number;
  readonly objects: number;
  readonly head: Digest | null;
  readonly damage: readonly Damage[];
}

/** What is wrong with no run in particular. */
interface VerifiedStore {
  readonly damage: readonly { readonly what: string }[];
  /** Objects that no run needs; null when damage hides which those are. */
  readonly unneeded: number | null;
}

/** Answers that are remembered; memory must not grow with the store. */
const knownLimit = 100_000;

type Condition = (digest: Digest) => Promise<string | null>;

/** `wct verify [RUN]`: event chains, and the digest of every object that a run names. Exit 3 when something is damaged. */
export async function verify(io: Io, reference: string | undefined, options: VerifyOptions): Promise<number> {
  if (options.head !== undefined && reference === undefined) {
    throw wctError("WCT_USAGE", { message: "--head needs a run", hint: "write `wct verify RUN --head HASH`" });
  }
  await using store = await readStore(io, options.store);
  const condition = conditionIn(store);
  const all: Verified[] = [];
  for (const run of await chosen(store, reference)) {
    const one = await verifyRun(store, run, { head: options.head, condition });
    all.push(one);
    if (!options.json) await io.stdout.write(`${sentence(one)}\n`);
  }
  const whole = reference === undefined ? await verifyStore(store) : null;
  const intact = all.every((one) => one.damage.length === 0) && (whole?.damage ?? []).length === 0;
  if (options.json) {
    const answer = { apiVersion, kind: "Verification", intact, runs: all, store: whole };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
  } else if (whole !== null) await showStore(io, whole);
  return intact ? 0 : 3;
}

/** A run whose row in the list is damaged is found by its whole id only. */
async function chosen(store: RecordStore, reference: string | undefined): Promise<readonly RunId[]> {
  const ids = await store.executions.ids();
  if (reference === undefined) return ids;
  const exact = ids.find((id) => id === reference);
  return [exact ?? (await resolveRun(store.executions, reference)).id];
}

function sentence({ run, events, objects, damage, head }: Verified): string {
  if (damage.length === 0)
    return `${run}  intact: ${plural(events, "event")}, ${plural(objects, "object")}, head ${head}`;
  return [`${run}  damaged`, ...damage.map((one) => `  ${one.artifact ?? "record"}: ${one.what}`)].join("\n");
}

async function showStore(io: Io, { damage, unneeded }: VerifiedStore): Promise<void> {
  if (damage.length > 0) {
    await io.stdout.write(`${["store  damaged", ...damage.map(({ what }) => `  ${what}`)].join("\n")}\n`);
  }
  if (unneeded !== null && unneeded > 0) {
    await io.stderr.write(
      `${plural(unneeded, "object")} named by no run; a prune removes what nobody may still be recording\n`,
    );
  }
}

async function verifyRun(
  store: RecordStore,
  run: RunId,
  { head, condition }: { readonly head: string | undefined; readonly condition: Condition },
): Promise<Verified> {
  const chain = await store.executions.verifyChain(run);
  const damage: Damage[] = chain.damage.map((one) => ({ ...one, artifact: null }));
  if (head !== undefined && chain.head !== head) {
    damage.push({ what: `the head hash is ${chain.head}, not the one given`, seq: null, artifact: null });
  }
  const { objects, stoppedBy } = await objectsOf(store, run);
  // The chain's damage says it better; without any, the events are whole and yet no record of a run.
  if (stoppedBy !== null && chain.damage.length === 0) damage.push({ what: stoppedBy, seq: null, artifact: null });
  for (const { digest, artifact } of objects) {
    const what = await condition(digest);
    if (what !== null) damage.push({ what: `object ${digest} ${what}`, seq: null, artifact });
  }
  return { run, events: chain.events, objects: objects.length, head: chain.head, damage };
}

/** What is wrong with an object, or null; each is read once, however many runs share it. */
function conditionIn(store: RecordStore): Condition {
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
async function orDamage(work: () => Promise<string | null>): Promise<string | null> {
  try {
    return await work();
  } catch (error) {
    if (isWctError(error) && error.exitCode === 3) return `cannot be read: ${error.message}`;
    throw error;
  }
}

/** Plan, runbook, and the content of every artifact that was kept; as far as the events can be read. */
async function objectsOf(store: RecordStore, run: RunId) {
  const fold = createFold();
  const stoppedBy = await orDamage(async () => {
    for await (const event of store.executions.events(run)) fold.push(event);
    return null;
  });
  return { objects: namedIn(fold.state()), stoppedBy };
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

async function verifyStore(store: RecordStore): Promise<VerifiedStore> {
  const damage = (await store.examine()).map((what) => ({ what }));
  let unneeded: number | null = null;
  await orDamage(async () => {
    const { objects, held } = await store.prune({ remove: [], drop: [], mode: "tell" });
    unneeded = objects + held;
    return null;
  });
  return { damage, unneeded };
}
