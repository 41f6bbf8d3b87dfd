import { readdirSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import { openRecordStore } from "../../../src/store/index.ts";
import { pause, startToHurt } from "../../support/faults.ts";
import { type HurtCase, hurtCases, rawMarker } from "../../support/hurt-projects.ts";
import type { Project } from "../../support/project.ts";
import { unpackedFrames } from "../../support/unpacked.ts";
import type { Attempt, Suite } from "../suite.ts";
import {
  cli,
  eventsOf,
  expectRecorded,
  expectResumed,
  inspected,
  knownUndisturbed,
  type RunJson,
  type Undisturbed,
} from "./recorded.ts";

/** `kill -9` of the whole process group at random moments of several runbooks. */
export const kills: Suite = {
  name: "kills",
  promise: "a killed run keeps all that it told, verifies, and is completed by one that resumes it",
  attacks: 4,
  async start() {
    const undisturbed = knownUndisturbed();
    return {
      async attack(attempt) {
        const one = attempt.random.pick(hurtCases);
        const known = await undisturbed(one);
        const at = attempt.random.fraction() * known.ms * 1.05;
        attempt.note(`"${one.name}" was killed after ${at.toFixed(0)} of ${known.ms.toFixed(0)} ms`);
        await killAt(one, { at, undisturbed: known, isResumed: attempt.random.chance(0.25) }, attempt);
      },
      end: () => undefined,
    };
  },
};

interface Kill {
  /** Milliseconds after the start. */
  readonly at: number;
  readonly undisturbed: Undisturbed;
  readonly isResumed: boolean;
}

async function killAt(one: HurtCase, { at, undisturbed, isResumed }: Kill, { note }: Attempt): Promise<void> {
  using project = one.make();
  const hurt = startToHurt(project, ["run", one.runbook, "--json", "-q"]);
  await pause(at);
  hurt.signalGroup("SIGKILL");
  await hurt.ended;
  const printed = eventsOf(hurt.stdout());
  const listed = await cli(project, "runs", "--json");
  const [run]: readonly RunJson[] = listed.code === 0 ? JSON.parse(listed.stdout).runs : [];
  note(run === undefined ? "before its first commit" : `the run is ${run.status}, and told ${printed.length} events`);
  if (run === undefined) {
    // Then nothing may have been told either.
    expect(printed).toEqual([]);
    await expectSwept(project);
    return;
  }
  const hasFinished = printed.some((event) => event.type === "run.finished");
  expect(hasFinished ? ["completed"] : ["interrupted", "completed"]).toContain(run.status);
  await expectRecorded(project, run.id, printed);
  const { status, artifacts } = await inspected(project);
  expect(status).toBe(run.status);
  for (const { id, digest } of artifacts) if (digest !== null) expect(digest).toBe(undisturbed.digests[id]);
  expect(await cli(project, "verify")).toMatchObject({ code: 0, stderr: expect.not.stringContaining("no head") });
  if (one.isDropped) expectNoRawContent(project);
  await expectSwept(project);
  expect(await cli(project, "verify")).toMatchObject({ code: 0 });
  if (isResumed) await expectResumed(project, one, undisturbed);
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
