import { cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { type CliResult, runCli } from "./cli.ts";
import { makeProject, type Project } from "./project.ts";

export interface KeptStore {
  readonly project: Project;
  readonly cli: (...args: string[]) => Promise<CliResult>;
  readonly json: (...args: string[]) => Promise<ReturnType<typeof JSON.parse>>;
  /** Runs a runbook of the project to its good end. */
  readonly run: (runbook: string) => Promise<void>;
  /** Files of the store, or of a folder in it, in order. */
  readonly files: (folder?: string) => readonly string[];
  /** Of these, those in whose bytes a text stands. */
  readonly holders: (text: string) => readonly string[];
}

/** A project whose store is recorded once, and is as it was then at the start of each test of a file. */
export function keptStore(record: (kept: Pick<KeptStore, "project" | "run">) => Promise<void>): KeptStore {
  const project = makeProject();
  const store = project.path(".wct");
  const whole = project.path("whole");
  const cli = (...args: string[]) => runCli(args, { cwd: project.dir });
  const run = async (runbook: string) => expect(await cli("run", runbook, "-q")).toMatchObject({ code: 0 });
  const files = (folder = ""): readonly string[] =>
    readdirSync(project.path(".wct", folder), { recursive: true, encoding: "utf8" })
      .filter((name) => statSync(project.path(".wct", folder, name)).isFile())
      .toSorted();
  beforeAll(async () => {
    await record({ project, run });
    renameSync(store, whole);
  });
  beforeEach(() => cpSync(whole, store, { recursive: true }));
  afterEach(() => rmSync(store, { recursive: true }));
  afterAll(() => project[Symbol.dispose]());
  return {
    project,
    cli,
    run,
    json: async (...args) => JSON.parse((await cli(...args, "--json")).stdout),
    files,
    holders: (text) => files().filter((name) => readFileSync(project.path(".wct", name)).includes(text)),
  };
}
