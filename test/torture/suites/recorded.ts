import { expect } from "vitest";
import type { RunEvent, RunId } from "../../../src/domain/index.ts";
import { openRecordStore } from "../../../src/store/index.ts";
import { runCli } from "../../support/cli.ts";
import { startToHurt } from "../../support/faults.ts";
import type { HurtCase } from "../../support/hurt-projects.ts";
import type { Project } from "../../support/project.ts";

export interface Undisturbed {
  readonly ms: number;
  readonly digests: Readonly<Record<string, string>>;
}

export interface RunJson {
  readonly id: string;
  readonly status: string;
  readonly artifacts: readonly { readonly id: string; readonly status: string; readonly digest: string | null }[];
}

/** How long it takes and what it makes. */
async function runUndisturbed(one: HurtCase): Promise<Undisturbed> {
  using project = one.make();
  const start = performance.now();
  const { code } = await startToHurt(project, ["run", one.runbook, "-q"]).ended;
  const ms = performance.now() - start;
  expect(code).toBe(0);
  return { ms, digests: digestsOf(await inspected(project)) };
}

export const cli = (project: Project, ...args: string[]) => runCli(args, { cwd: project.dir });

export async function inspected(project: Project): Promise<RunJson> {
  const { code, stdout } = await cli(project, "inspect", "latest", "--json");
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

export const digestsOf = ({ artifacts }: RunJson): Undisturbed["digests"] =>
  Object.fromEntries(artifacts.map(({ id, digest }) => [id, digest ?? ""]));

/** What was interrupted is completed by a run that takes over from it, with the same content as if nothing had happened. */
export async function expectResumed(project: Project, one: HurtCase, undisturbed: Undisturbed): Promise<void> {
  const resumed = startToHurt(project, ["run", one.runbook, "--resume", "latest", "-q"], { name: "resumed" });
  expect(await resumed.ended, resumed.stderr()).toEqual({ code: 0, signal: null });
  const run = await inspected(project);
  expect(run.status).toBe("completed");
  expect(digestsOf(run)).toEqual(undisturbed.digests);
  expect((await cli(project, "verify")).code).toBe(0);
}

/** What the program told before it was killed; the last line may be cut. */
export const eventsOf = (stdout: string): readonly RunEvent[] =>
  stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line))
    .filter((line) => "seq" in line);

/** Every event that was told is in the record as it was told, and what an artifact completed with can be read. */
export async function expectRecorded(project: Project, run: string, printed: readonly RunEvent[]): Promise<void> {
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

/** Runs each case undisturbed when it is first asked for. */
export function knownUndisturbed(): (one: HurtCase) => Promise<Undisturbed> {
  const known = new Map<HurtCase, Promise<Undisturbed>>();
  return (one) => {
    const running = known.get(one) ?? runUndisturbed(one);
    known.set(one, running);
    return running;
  };
}
