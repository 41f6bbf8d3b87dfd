import { wctError } from "../../diagnostics/index.ts";
import type { Digest, RecordStore, RunSummary } from "../../domain/index.ts";
import { apiVersion, plural } from "../../render/index.ts";
import { createFold, messageOf } from "../../run/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { resolveRun } from "../wiring/run-reference.ts";
import { readStore } from "../wiring/store.ts";

export interface VerifyOptions extends GlobalOptions {
  readonly head?: string;
}

interface Verified {
  readonly run: string;
  readonly events: number;
  readonly objects: number;
  readonly head: Digest | null;
  readonly damage: readonly { readonly what: string; readonly seq: number | null; readonly artifact: string | null }[];
}

/** `wct verify [RUN]`: event chains, and the digest of every object that a run names. Exit 3 when something is damaged. */
export async function verify(io: Io, reference: string | undefined, options: VerifyOptions): Promise<number> {
  if (options.head !== undefined && reference === undefined) {
    throw wctError("WCT_USAGE", { message: "--head needs a run", hint: "write `wct verify RUN --head HASH`" });
  }
  await using store = await readStore(io, options.store);
  const runs =
    reference === undefined ? await store.executions.runs() : [await resolveRun(store.executions, reference)];
  const all: Verified[] = [];
  for (const run of runs) all.push(await verifyRun(store, run, options.head));
  const intact = all.every((one) => one.damage.length === 0);
  if (options.json) {
    await io.stdout.write(`${JSON.stringify({ apiVersion, kind: "Verification", intact, runs: all })}\n`);
  } else {
    for (const one of all) await io.stdout.write(`${sentence(one)}\n`);
  }
  return intact ? 0 : 3;
}

function sentence({ run, events, objects, damage, head }: Verified): string {
  if (damage.length === 0)
    return `${run}  intact: ${plural(events, "event")}, ${plural(objects, "object")}, head ${head}`;
  return [`${run}  damaged`, ...damage.map((one) => `  ${one.artifact ?? "record"}: ${one.what}`)].join("\n");
}

async function verifyRun(store: RecordStore, run: RunSummary, head: string | undefined): Promise<Verified> {
  const chain = await store.executions.verifyChain(run.id);
  const damage: Verified["damage"][number][] = chain.damage.map((one) => ({ ...one, artifact: null }));
  if (head !== undefined && chain.head !== head) {
    damage.push({ what: `the head hash is ${chain.head}, not the one given`, seq: null, artifact: null });
  }
  const objects = chain.damage.length > 0 ? [] : await objectsOf(store, run);
  for (const { digest, artifact } of objects) {
    const state = await store.artifacts.verify(digest);
    if (state !== "intact") damage.push({ what: `object ${digest} is ${state}`, seq: null, artifact });
  }
  return { run: run.id, events: chain.events, objects: objects.length, head: chain.head, damage };
}

/** Plan, runbook, and the content of every artifact that was kept. */
async function objectsOf(store: RecordStore, run: RunSummary) {
  const fold = createFold();
  for await (const event of store.executions.events(run.id)) fold.push(event);
  const { started, artifacts } = fold.state();
  const named: { digest: Digest; artifact: string }[] = [];
  if (started)
    named.push({ digest: started.plan, artifact: "plan" }, { digest: started.runbook.digest, artifact: "runbook" });
  for (const artifact of artifacts.values()) {
    const { id } = artifact;
    const message = messageOf(artifact);
    if (message?.kept) named.push({ digest: message.digest, artifact: id });
    for (const { result } of artifact.attempts) {
      const message = result?.outcome === "failed" ? result.failure.exception?.message : undefined;
      if (message) named.push({ digest: message, artifact: `${id} (exception)` });
    }
  }
  return named;
}
