import { expect } from "vitest";
import { pause, startToHurt } from "../../support/faults.ts";
import { type HurtCase, hurtCases } from "../../support/hurt-projects.ts";
import { type SmallDisk, smallDisk } from "../../support/small-disk.ts";
import type { Random } from "../random.ts";
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

/** The store on a disk that is too small from the start, has too few inodes, or fills up while a run goes on. */
export const fullDisks: Suite = {
  name: "full-disks",
  promise:
    "a run on a full disk ends and says so, keeps all that it told, verifies, and is completed once there is room",
  attacks: 5,
  async start() {
    const undisturbed = knownUndisturbed();
    return {
      async attack(attempt) {
        const one = attempt.random.pick(hurtCases);
        const known = await undisturbed(one);
        await attackOnce(one, known, attempt);
      },
      end: () => undefined,
    };
  },
};

interface Shortage {
  readonly what: string;
  readonly options: string;
  /** Milliseconds after the start of the run at which the disk is filled up; null: it is not. */
  readonly fullAfter: number | null;
}

function shortageOf(random: Random, ms: number): Shortage {
  const kibibytes = random.integer(4, 1500);
  const inodes = random.integer(1, 40);
  const fullAfter = Math.round(random.fraction() * ms * 1.05);
  return random.pick<Shortage>([
    { what: `${kibibytes} KiB`, options: `size=${kibibytes}k`, fullAfter: null },
    { what: `${inodes} inodes`, options: `size=64m,nr_inodes=${inodes}`, fullAfter: null },
    { what: `no space after ${fullAfter} ms`, options: "size=8m", fullAfter },
  ]);
}

async function attackOnce(one: HurtCase, undisturbed: Undisturbed, { random, note }: Attempt): Promise<void> {
  using project = one.make();
  const shortage = shortageOf(random, undisturbed.ms);
  using disk = smallDisk(project.path(".wct"), shortage.options);
  const hurt = startToHurt(project, ["run", one.runbook, "--json", "-q"]);
  if (shortage.fullAfter !== null) {
    await pause(shortage.fullAfter);
    disk.fill();
  }
  const { code, signal } = await hurt.ended;
  note(`"${one.name}" with ${shortage.what} ended with ${code ?? signal}: ${hurt.stderr().slice(0, 600)}`);
  expect([0, 1, 3]).toContain(code);
  expect(hurt.stderr()).not.toMatch(/WCT_INTERNAL|\n {4}at /);
  if (code === 3) expect(hurt.stderr() + hurt.stdout()).toContain("the disk is full");
  // Looking needs no space.
  const before = await listed(project);
  makeRoom(disk);
  const [run] = await listed(project);
  expect(run).toEqual(before[0]);
  if (run === undefined) return;
  note(`the run is ${run.status}`);
  await expectRecorded(project, run.id, eventsOf(hurt.stdout()));
  for (const { id, digest } of (await inspected(project)).artifacts) {
    if (digest !== null) expect(digest).toBe(undisturbed.digests[id]);
  }
  expect((await cli(project, "verify")).code).toBe(0);
  await expectResumed(project, one, undisturbed);
}

function makeRoom(disk: SmallDisk): void {
  disk.free();
  disk.remount("size=64m,nr_inodes=100000");
}

async function listed(project: Parameters<typeof cli>[0]): Promise<readonly RunJson[]> {
  const { code, stdout, stderr } = await cli(project, "runs", "--json");
  expect([0, 3], stderr).toContain(code);
  return code === 0 ? JSON.parse(stdout).runs : [];
}
