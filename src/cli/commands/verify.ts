import { wctError } from "../../diagnostics/index.ts";
import type { RecordStore, RunId } from "../../domain/index.ts";
import { apiVersion, plural, type VerificationShape } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { bundleOf, resolveRun } from "../wiring/run-reference.ts";
import { readStore } from "../wiring/store.ts";
import { conditionIn, orDamage, type Verified, verifyRun } from "../wiring/verification.ts";

export interface VerifyOptions extends GlobalOptions {
  readonly head?: string;
}

/** What is wrong with no run in particular. */
interface VerifiedStore {
  readonly damage: readonly { readonly what: string }[];
  /** Objects that no run needs; null when damage hides which those are. */
  readonly unneeded: number | null;
}

/** `wct verify [RUN]`: event chains, and the digest of every object that a run names. Exit 3 when something is damaged. */
export async function verify(io: Io, reference: string | undefined, options: VerifyOptions): Promise<number> {
  if (options.head !== undefined && reference === undefined) {
    throw wctError("WCT_USAGE", { message: "--head needs a run", hint: "write `wct verify RUN --head HASH`" });
  }
  await using subject = await chosen(io, reference, options);
  const { store } = subject;
  const condition = conditionIn(store);
  const all: Verified[] = [];
  for (const run of subject.runs) {
    const one = await verifyRun(store, run, { head: options.head, condition });
    all.push(one);
    if (!options.json) await io.stdout.write(`${sentence(one)}\n`);
  }
  const whole = subject.isWhole ? await verifyStore(store) : null;
  const intact = all.every((one) => one.damage.length === 0) && (whole?.damage ?? []).length === 0;
  if (options.json) {
    const answer: VerificationShape = { apiVersion, kind: "Verification", intact, runs: all, store: whole };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
  } else if (whole !== null) await showStore(io, whole);
  return intact ? 0 : 3;
}

interface Subject extends AsyncDisposable {
  readonly store: RecordStore;
  readonly runs: readonly RunId[];
  /** Whether all that the store or the bundle holds is checked. */
  readonly isWhole: boolean;
}

/** A run whose row in the list is damaged is found by its whole id only. */
async function chosen(io: Io, reference: string | undefined, options: VerifyOptions): Promise<Subject> {
  const bundle = reference === undefined ? null : bundleOf(io, reference);
  const store = bundle ?? (await readStore(io, options.store));
  const close = { [Symbol.asyncDispose]: () => store.close() };
  try {
    const ids = await store.executions.ids();
    if (reference === undefined || bundle !== null) return { store, runs: ids, isWhole: true, ...close };
    const exact = ids.find((id) => id === reference);
    return { store, runs: [exact ?? (await resolveRun(store.executions, reference)).id], isWhole: false, ...close };
  } catch (error) {
    await store.close();
    throw error;
  }
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
