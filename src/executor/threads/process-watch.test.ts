import { expect, test } from "vitest";
import type { Clock } from "../../domain/index.ts";
import { type BusyThread, ProcessWatch } from "./process-watch.ts";

const mb = 1024 * 1024;

/** Creates a clock whose only timer fires when the test says so. */
function handClock() {
  let due = (): void => {};
  const clock: Clock = {
    now: () => new Date(0),
    monotonic: () => 0,
    after: (_milliseconds, callback) => {
      due = callback;
      return () => {
        due = () => {};
      };
    },
  };
  return { clock, tick: () => due() };
}

function threadsByName() {
  const threads = new Map<string, object>();
  return (name: string): object => {
    const thread = threads.get(name) ?? {};
    threads.set(name, thread);
    return thread;
  };
}

/** Creates a process with simulated memory and a clock that the test advances. */
function rig() {
  let resident = 500 * mb;
  const { clock, tick } = handClock();
  let cpu = 0;
  const cpuTime = () => ++cpu;
  const watch = new ProcessWatch({ clock, memoryLimitMb: 100, resident: () => resident, own: () => 50 * mb, cpuTime });
  const threadOf = threadsByName();
  const accounts = new Map<string, { readonly suspect: BusyThread; committed: number }>();
  return {
    /** Marks a thread as busy. */
    enter: (name: string, ended: string[], committed = 0): void => {
      const exceeded = (hadOthers: boolean) => void ended.push(`${name}${hadOthers ? ", perhaps" : ""}`);
      accounts.set(name, { suspect: watch.enter(threadOf(name), exceeded), committed });
    },
    leave: (name: string): void => {
      accounts.get(name)?.suspect.leave();
      accounts.delete(name);
    },
    ends: (name: string): void => {
      watch.ends(threadOf(name));
      accounts.delete(name);
    },
    /** Sets the memory that a thread reports; null: it stops reporting. */
    account: (name: string, committed: number | null): void => {
      const account = accounts.get(name);
      if (account === undefined) return;
      if (committed === null) accounts.delete(name);
      else account.committed = committed;
    },
    /** Adds memory before each of a number of samples. */
    grow: (more: number, looks = 1): void => {
      resident += more * mb;
      for (let i = 0; i < looks; i++) {
        for (const { suspect, committed } of accounts.values())
          suspect.counted({ used: committed * mb, committed: committed * mb });
        tick();
      }
    },
  };
}

test("what was there before, and what a thread accounts for, is nobody's fault", () => {
  const ended: string[] = [];
  const { enter, grow } = rig();
  enter("a", ended, 900);
  grow(900 + 300, 20);
  expect(ended).toEqual([]);
});

test("what an idle thread keeps is not the fault of those that are busy", () => {
  const ended: string[] = [];
  const { enter, leave, grow } = rig();
  enter("large", ended, 900);
  enter("innocent", ended);
  grow(900, 5);
  leave("large");
  grow(0, 20);
  enter("large", ended, 900);
  grow(0, 20);
  expect(ended).toEqual([]);
});

test("what a thread had is not the fault of others while it is freed, nor when it never is", () => {
  const ended: string[] = [];
  const { enter, ends, grow } = rig();
  enter("large", ended, 900);
  enter("innocent", ended);
  grow(900, 5);
  ends("large");
  grow(0, 300);
  expect(ended).toEqual([]);
  grow(400, 4);
  expect(ended).toEqual(["innocent"]);
});

test("nobody is judged by an account that is old, until a thread is silent for long", () => {
  const ended: string[] = [];
  const { enter, account, grow } = rig();
  enter("a", ended);
  grow(0);
  account("a", null);
  grow(900, 30);
  expect(ended).toEqual([]);
  grow(0, 20);
  expect(ended).toEqual(["a"]);
});

test("more than the limit and some slack for a moment ends nobody, for longer the one who is busy", () => {
  const ended: string[] = [];
  const { enter, grow } = rig();
  enter("a", ended);
  grow(400, 3);
  grow(-400);
  expect(ended).toEqual([]);
  grow(400, 4);
  expect(ended).toEqual(["a"]);
});

test("among several the one ends during whose work most was added, and it may not have been the one", () => {
  const ended: string[] = [];
  const { enter, leave, grow } = rig();
  enter("early", ended);
  enter("filling", ended);
  grow(200);
  leave("early");
  enter("late", ended);
  grow(200, 4);
  expect(ended).toEqual(["filling, perhaps"]);
});
