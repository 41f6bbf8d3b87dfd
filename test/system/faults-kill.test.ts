import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { RunEvent, RunId } from "../../src/domain/index.ts";
import { openRecordStore } from "../../src/store/index.ts";
import { runCli } from "../support/cli.ts";
import { inTurn, pause, randomFrom, startToHurt } from "../support/faults.ts";
import { type HurtCase, hurtCases, rawMarker } from "../support/hurt-projects.ts";
import type { Project } from "../support/project.ts";
import { unpackedFrames } from "../support/unpacked.ts";

/*
 * `kill -9` of the whole process group at random moments of several runbooks. WCT_FAULTS: how many, over all runbooks (50 in CI);
 * WCT_FAULTS_SEED: which moments.
 */
const moments = Number(process.env["WCT_FAULTS"] ?? (process.env["CI"] === undefined ? 12 : 50));
const seed = Number(process.env["WCT_FAULTS_SEED"] ?? 1);
const shares: Readonly<Record<string, number>> = { "the webshop": 0.16 };
const share = (name: string): number => Math.max(1, Math.round(moments * (shares[name] ?? 0.28)));
const width = 2;
/** A resumed run takes as long as another kill; every so many is enough. */
const resumeEvery = 4;

interface Undisturbed {
  readonly ms: number;
  readonly digests: Readonly<Record<string, string>>;
}

interface RunJson {
  readonly id: string;
  readonly status: string;
  readonly artifacts: readonly { readonly id: string; readonly status: string; readonly digest: string | null }[];
}

test.each(hurtCases.map((one) => [one.name, one] as const))(
  "kill -9 at random moments: %s",
  { timeout: 300_000 },
  async (name, one) => {
    const undisturbed = await runUndisturbed(one);
    const random = randomFrom(seed + name.length);
    const kills = Array.from({ length: share(name) }, (_, i) => ({ number: i, at: random() * undisturbed.ms * 1.05 }));
    const seen = { interrupted: 0, completed: 0, unborn: 0 };
    await inTurn(kills, width, async ({ number, at }) => {
      const where = `seed ${seed}, kill ${number} of "${name}" after ${at.toFixed(0)} of ${undisturbed.ms.toFixed(0)} ms`;
      try {
        seen[await killAt(one, { at, undisturbed, isResumed: number % resumeEvery === 0 })] += 1;
      } catch (error) {
        throw new Error(where, { cause: error });
      }
    });
    expect(seen.interrupted, `moments within the run, of ${JSON.stringify(seen)}`).toBeGreaterThan(0);
  },
);

/** How long it takes and what it makes, while as many runs as later go on at once. */
async function runUndisturbed(one: HurtCase): Promise<Undisturbed> {
  const runs = Array.from({ length: width }, async () => {
    using project = one.make();
    const start = performance.now();
    const { code } = await startToHurt(project, ["run", one.runbook, "-q"]).ended;
    const ms = performance.now() - start;
    expect(code).toBe(0);
    return { ms, digests: digestsOf(await inspected(project)) };
  });
  const all = await Promise.all(runs);
  const [first] = all;
  if (first === undefined) throw new Error("nothing ran");
  return { ...first, ms: all.reduce((sum, { ms }) => sum + ms, 0) / all.length };
}

interface Kill {
  /** Milliseconds after the start. */
  readonly at: number;
  readonly undisturbed: Undisturbed;
  readonly isResumed: boolean;
}

async function killAt(one: HurtCase, kill: Kill): Promise<"interrupted" | "completed" | "unborn"> {
  const { at, undisturbed, isResumed } = kill;
  using project = one.make();
  const hurt = startToHurt(project, ["run", one.runbook, "--json", "-q"]);
  await pause(at);
  hurt.signalGroup("SIGKILL");
  await hurt.ended;
  const printed = eventsOf(hurt.stdout());
  const listed = await cli(project, "runs", "--json");
  const [run]: readonly RunJson[] = listed.code === 0 ? JSON.parse(listed.stdout).runs : [];
  if (run === undefined) {
    // Killed before the first commit: then nothing may have been told either.
    expect(printed).toEqual([]);
    await expectSwept(project);
    return "unborn";
  }
  const hasFinished = printed.some((event) => event.type === "run.finished");
  expect(hasFinished ? ["completed"] : ["interrupted", "completed"]).toContain(run.status);
  await expectRecorded(project, run.id, printed);
  const { status, artifacts } = await inspected(project);
  expect(status).toBe(run.status);
  for (const { id, digest } of artifacts) if (digest !== null) expect(digest).toBe(undisturbed.digests[id]);
  expect((await cli(project, "verify")).code).toBe(0);
  if (one.isDropped) expectNoRawContent(project);
  await expectSwept(project);
  expect((await cli(project, "verify")).code).toBe(0);
  if (isResumed) await expectResumed(project, one, undisturbed);
  return run.status === "completed" ? "completed" : "interrupted";
}

const cli = (project: Project, ...args: string[]) => runCli(args, { cwd: project.dir });

async function inspected(project: Project): Promise<RunJson> {
  const { code, stdout } = await cli(project, "inspect", "latest", "--json");
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

const digestsOf = ({ artifacts }: RunJson): Undisturbed["digests"] =>
  Object.fromEntries(artifacts.map(({ id, digest }) => [id, digest ?? ""]));

/** What was interrupted is completed by a run that takes over from it, with the same content as if nothing had happened. */
async function expectResumed(project: Project, one: HurtCase, undisturbed: Undisturbed): Promise<void> {
  const resumed = startToHurt(project, ["run", one.runbook, "--resume", "latest", "-q"], { name: "resumed" });
  expect(await resumed.ended, resumed.stderr()).toEqual({ code: 0, signal: null });
  const run = await inspected(project);
  expect(run.status).toBe("completed");
  expect(digestsOf(run)).toEqual(undisturbed.digests);
  expect((await cli(project, "verify")).code).toBe(0);
}

/** What the program told before it was killed; the last line may be cut. */
const eventsOf = (stdout: string): readonly RunEvent[] =>
  stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line))
    .filter((line) => "seq" in line);

/** Every event that was told is in the record as it was told, and what an artifact completed with can be read. */
async function expectRecorded(project: Project, run: string, printed: readonly RunEvent[]): Promise<void> {
  const store = await openRecordStore({ dir: project.path(".wct"), mode: "read" });
  try {
    const recorded = new Map<number, RunEvent>();
    for await (const event of store.executions.events(run as RunId)) recorded.set(event.seq, event);
    for (const event of printed) expect(recorded.get(event.seq)).toEqual(event);
    for (const event of recorded.values()) {
      if (event.type !== "artifact.attempted" || event.outcome !== "produced") continue;
      const { kept, digest } = event.message;
      expect(await store.artifacts.verify(digest), `${event.artifact} ${kept}`).toBe(kept ? "intact" : "absent");
    }
  } finally {
    await store.close();
  }
}

/** Whoever opens the store next for writing removes what the killed process could not. */
async function expectSwept(project: Project): Promise<void> {
  const store = await openRecordStore({ dir: project.path(".wct"), mode: "write" });
  await store.close();
  expect(readdirSync(project.path(".wct", "tmp"))).toEqual([]);
  expect(readdirSync(project.path(".wct", "spool"))).toEqual([]);
}

function expectNoRawContent(project: Project): void {
  for (const file of readdirSync(project.path(".wct"), { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const bytes = readFileSync(`${file.parentPath}/${file.name}`);
    expect(bytes.includes(rawMarker), `${file.name} holds raw content`).toBe(false);
    expect(unpackedFrames(bytes).includes(rawMarker), `${file.name} holds packed raw content`).toBe(false);
  }
}
