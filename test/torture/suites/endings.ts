import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { runCli } from "../../support/cli.ts";
import { endingCalls } from "../../support/ending-calls.ts";
import { program } from "../../support/program.ts";
import { makeProject, type Project } from "../../support/project.ts";
import type { Attempt, Suite } from "../suite.ts";

/** Whoever started the program: reads all, goes away at once, or wants it to end. */
const manners = ["reads", "reads", "reads", "goes", "SIGINT", "SIGTERM", "SIGHUP"] as const;
const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** The whole program, started anew for each attack; see leave.ts for what once kept it from ending. */
export const endings: Suite = {
  name: "endings",
  promise: "every command ends by itself and with its code, whoever reads it, and also when it is told to end",
  attacks: 5,
  async start() {
    const project = makeProject("wct-endings-");
    await runCli(["run", "shop.yaml", "-q"], { cwd: project.dir });
    const { stdout } = await runCli(["runs", "--json"], { cwd: project.dir });
    const first: string = JSON.parse(stdout).runs[0].id;
    await runCli(["runs", "export", first, "run.wctrun", "-q"], { cwd: project.dir });
    return {
      attack: (attempt) => attackOnce(project, first, attempt),
      end: () => project[Symbol.dispose](),
    };
  },
};

async function attackOnce(project: Project, first: string, { random, note }: Attempt): Promise<void> {
  const { args, code } = random.pick(endingCalls);
  const manner = random.pick(manners);
  const afterMs = random.integer(0, 400);
  const named = args.map((one) => (one === "first" ? first : one));
  note(
    `wct ${named.join(" ")}: its caller ${manner === "reads" || manner === "goes" ? manner : `sends ${manner} after ${afterMs} ms`}`,
  );
  const ended = await callOnce(project.dir, named, { manner, afterMs });
  const allowed = manner === "reads" ? [code] : manner === "goes" ? [code, 0] : [code, codes[manner], manner];
  expect(allowed).toContain(ended);
}

interface Caller {
  readonly manner: (typeof manners)[number];
  readonly afterMs: number;
}

/** The code, or the signal that came before the program listened for it. Throws when the program stands still. */
function callOnce(cwd: string, args: readonly string[], { manner, afterMs }: Caller): Promise<number | string> {
  const env = { PATH: process.env["PATH"] ?? "" };
  const child = spawn(process.execPath, [program, ...args], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.resume();
  child.stderr.resume();
  if (manner === "goes") for (const stream of [child.stdout, child.stderr]) stream.destroy();
  const signal = manner in codes ? (manner as keyof typeof codes) : null;
  const timer = signal === null ? undefined : setTimeout(() => child.kill(signal), afterMs);
  return new Promise((resolve, reject) => {
    const unwatch = watchForStandstill(child.pid, (where) => {
      child.kill("SIGKILL");
      reject(new Error(`it does not end: ${where}`));
    });
    child.on("error", reject);
    child.on("exit", (code, by) => {
      clearTimeout(timer);
      unwatch();
      resolve(code ?? by ?? "");
    });
  });
}

const stillSeconds = 30;

/** Calls back when a process uses no time of the processor for so long: how busy the machine is makes no difference. */
function watchForStandstill(pid: number | undefined, standsStill: (where: string) => void): () => void {
  let used = "";
  let seconds = 0;
  const timer = setInterval(() => {
    const now = processorTime(pid);
    seconds = now === used ? seconds + 1 : 0;
    used = now;
    if (seconds >= stillSeconds) standsStill(`no processor time for ${stillSeconds} s`);
  }, 1000);
  return () => clearInterval(timer);
}

/** Without /proc nothing changes, and the time counts alone. */
function processorTime(pid: number | undefined): string {
  try {
    const [, rest = ""] = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ");
    return rest.split(" ").slice(11, 13).join(" ");
  } catch {
    return "";
  }
}
