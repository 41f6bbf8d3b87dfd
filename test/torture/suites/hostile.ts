import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { runCli, spawnCli } from "../../support/cli.ts";
import { makeProject, type Project } from "../../support/project.ts";
import type { Attack } from "../hostile/attack.ts";
import { attacks } from "../hostile/attacks.ts";
import { bundledPlugin } from "../hostile/bundled.ts";
import type { Attempt, Suite } from "../suite.ts";

export type Isolation = "thread" | "process";

const good = join(import.meta.dirname, "..", "..", "fixtures", "plugins", "good.ts");
const memoryMb = 128;

interface Seen {
  readonly type: string;
  readonly artifact: string;
  readonly failure?: { readonly code: string; readonly message: string };
}

const innocents = ["texts", "all", "numbers"] as const;

/** Hostile components beside innocent ones. */
export const hostile: Suite = {
  name: "hostile",
  promise: "a hostile component spoils its own artifact only: the run ends, the record verifies, stdout holds data",
  attacks: 2,
  async start() {
    const project = makeProject("wct-torture-");
    const plugin = await bundledPlugin();
    return {
      async attack({ random, note }) {
        const isolation = random.pick(["thread", "process"] as const);
        const chosen = random.shuffled(contentNamedBy(isolation)).slice(0, random.integer(1, 6));
        await attackWith(project, { plugin: plugin.file, isolation, chosen, workers: random.integer(1, 3), note });
      },
      end: () => {
        project[Symbol.dispose]();
        plugin.remove();
      },
    };
  },
};

export const contentNamedBy = (isolation: Isolation): readonly Attack[] =>
  attacks.filter((one) => isolation === "process" || one.contentNamedBy === "both");

export interface Assault {
  /** The file of `bundledPlugin`. */
  readonly plugin: string;
  readonly isolation: Isolation;
  readonly chosen: readonly Attack[];
  readonly workers: number;
  readonly note: Attempt["note"];
}

/** One run with these components, and everything that must hold of it. */
export async function attackWith(project: Project, assault: Assault): Promise<void> {
  const { plugin, isolation, chosen, workers, note } = assault;
  note(`isolation ${isolation}, ${workers} workers: ${chosen.map(({ type }) => type).join(", ")}`);
  project.write(
    "wct.yaml",
    `plugins:\n  - plugin: ${JSON.stringify(plugin)}\n    isolation: ${isolation}\n  - ${JSON.stringify(good)}\n`,
  );
  project.write("hostile.yaml", runbookOf(chosen, project.dir));
  const started = performance.now();
  const args = ["run", "hostile.yaml", "--json", "--workers", String(workers), "--worker-memory", String(memoryMb)];
  const { ended } = spawnCli(args, { cwd: project.dir, env: { CANARY: "CANARY-of-the-environment" } });
  const { code, stdout, stderr } = await ended;
  note(`exit ${code} after ${Math.round(performance.now() - started)} ms; stderr: ${stderr.slice(0, 2000)}`);
  expect([0, 1]).toContain(code);
  expect(stdout).not.toContain("CANARY");
  // What is printed is in events; a line of its own is none.
  const lines = stdout.trimEnd().split("\n");
  expect(lines.filter((line) => !line.startsWith("{"))).toEqual([]);
  const seen: readonly Seen[] = lines.map((line) => JSON.parse(line));
  const endOf = (artifact: string): Seen | undefined =>
    seen.find((event) => event.artifact === artifact && /^artifact\.(completed|failed)$/.test(event.type));
  for (const artifact of innocents) expect(endOf(artifact)?.type, artifact).toBe("artifact.completed");
  for (const { type, ends } of chosen) {
    const end = endOf(type);
    note(`${type}: ${end?.type} ${end?.failure?.code ?? ""} ${end?.failure?.message ?? ""}`);
    const isReached = chosen.some((one) => one.type !== type && one.reachesItsPlugin);
    if (ends === "either" || isReached) expect(end, type).toBeDefined();
    else expect(end?.type, type).toBe(ends === "fails" ? "artifact.failed" : "artifact.completed");
    if (end?.failure !== undefined) expect(end.failure.code, type).toMatch(/^WCT_(PRODUCE|COMPONENT)_/);
  }
  expect(existsSync(project.path("CANARY"))).toBe(false);
  const verified = await runCli(["verify"], { cwd: project.dir });
  expect(verified.code, verified.stdout + verified.stderr).toBe(0);
}

function runbookOf(chosen: readonly Attack[], project: string): string {
  const properties = `properties: { PROJECT: ${JSON.stringify(project)} }`;
  const hostileOnes = chosen.map(
    ({ type, isEndless }) =>
      `  ${type}:\n    source: { type: ${type}, ${properties} }\n${isEndless ? "    timeout: 1\n" : ""}`,
  );
  return `name: Hostile components
description: Each spoils its own artifact only
config: { max_concurrency: 64 }
artifacts:
${hostileOnes.join("")}  texts:
    source: { type: filesystem, properties: { path: texts } }
  all: { inputs: texts, output: true }
  numbers:
    source: { type: range, properties: { count: 3 } }
`;
}
