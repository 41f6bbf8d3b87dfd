import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { StoreDatabase } from "../../src/testing/servers/index.ts";
import { program } from "./program.ts";
import { makeProject, type Project } from "./project.ts";

const plugin = pathToFileURL(join(import.meta.dirname, "../../src/plugin/index.ts")).href;
const zod = import.meta.resolve("zod");

const others = `
const flood = defineConnector({
  type: "flood", description: "Says many lines", output: lines, deterministic: true,
  config: z.strictObject({ mib: z.number() }),
  async *extract({ config }) {
    for (let i = 0; i < config.mib * 4; i++) yield { line: randomBytes(128 << 10).toString("hex") };
    return {};
  },
});
const echo = defineProcessor({
  type: "echo", description: "Says a word twice", inputs: [[said]], output: said, sensitivity: "none",
  config: z.strictObject({ ms: z.number().default(0) }),
  async *process({ config, inputs }) {
    await new Promise((resolve) => setTimeout(resolve, config.ms));
    const { word } = await inputs.said.content();
    return { word: (word + word).slice(0, 1000) };
  },
});
`;

/**
 * A plugin whose connector waits, then fails, or repeats a word, and what a file says, so many times. Its processor waits
 * and says what it hears twice. `version` makes its files differ.
 */
const pluginText = (version: number): string => `
import { defineConnector, definePlugin, defineProcessor, defineSchema, file, secret } from "${plugin}";
import * as z from "${zod}";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
const said = defineSchema({ ref: "said:1.0.0", description: "A word", content: z.strictObject({ word: z.string() }) });
const lines = defineSchema({ ref: "lines:1.0.0", description: "Lines", stream: "lines", content: z.object({ lines: z.array(z.object({ line: z.string() })) }) });
const say = defineConnector({
  type: "say", description: "Says a word", output: said, deterministic: true,
  config: z.strictObject({ word: z.string(), ms: z.number().default(0), times: z.number().default(1), fail: z.boolean().default(false), fails: z.boolean().default(false), path: file().optional(), token: secret().optional() }),
  async *extract({ config, cost, log, progress }) {
    cost(1, "calls");
    progress(1, 2);
    log.info("begins");
    await new Promise((resolve) => setTimeout(resolve, config.ms));
    if (config.fail) throw new TypeError("it went wrong");
    if (config.token !== undefined) log.info("the token is " + config.token.reveal());
    if (config.fails) throw new Error("the token " + config.token?.reveal() + " was refused");
    const more = config.path === undefined ? "" : readFileSync(config.path.path, "utf8").trim();
    return { word: (config.word + more).repeat(config.times) };
  },
});
${others}export default definePlugin({ name: "sayer", version: "1.0.0", wct: "^0.1.0", components: [say, echo, flood], schemas: [said, lines] });
// ${version}
`;

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type RemoteDatabase = Pick<StoreDatabase, "url" | "env" | "run">;

/** Processes of the program over one database: workers in folders of their own, and the machine that runs runbooks. */
export class RemoteProject {
  readonly project: Project = makeProject("wct-remote-");
  readonly #database: () => RemoteDatabase;
  readonly #children = new Set<ChildProcess>();

  constructor(database: () => RemoteDatabase) {
    this.#database = database;
    this.machine("main");
  }

  /** Makes a folder with the plugin, as on a machine of its own. */
  machine(name: string, version = 1): string {
    mkdirSync(this.project.path(name), { recursive: true });
    this.project.write(`${name}/plugin.ts`, pluginText(version));
    this.project.write(`${name}/wct.yaml`, "plugins: [./plugin.ts]\n");
    return this.project.path(name);
  }

  runbook(artifacts: string): void {
    this.project.write("main/runbook.yaml", `name: Remote\ndescription: Words\nartifacts:\n${artifacts}`);
  }

  /** `of`: the program to start. */
  start(
    args: readonly string[],
    folder = "main",
    env: Readonly<Record<string, string>> = {},
    of = program,
  ): ChildProcess {
    const { url, env: own } = this.#database();
    const child = spawn(process.execPath, [of, ...args], {
      cwd: this.project.path(folder),
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: this.project.dir,
        WCT_STORE: url,
        ...Object.fromEntries(own),
        ...env,
      },
    });
    this.#children.add(child);
    child.once("exit", () => this.#children.delete(child));
    return child;
  }

  async wct(args: readonly string[], folder = "main", env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    return await finished(this.start(args, folder, env));
  }

  /** Starts a worker, and waits until it is ready. Its lease lasts four seconds. */
  async worker(
    args: readonly string[] = [],
    folder = "main",
    env: Readonly<Record<string, string>> = {},
    of = program,
  ): Promise<ChildProcess> {
    const child = this.start(["worker", "--slots", "1", "--heartbeat", "1", ...args], folder, env, of);
    await new Promise<void>((resolve, reject) => {
      let said = "";
      const heard = (data: Buffer): void => {
        said += data.toString();
        if (!said.includes("is ready")) return;
        child.stderr?.off("data", heard);
        resolve();
      };
      child.stderr?.on("data", heard);
      child.once("exit", () => reject(new Error(`the worker did not start: ${said}`)));
    });
    return child;
  }

  /** Waits until a worker has taken an artifact, or reported that it began; returns the worker's process id. */
  async maker(artifact: string, is: "taken" | "begun" = "taken"): Promise<number> {
    const more = is === "begun" ? "AND c.has_begun" : "";
    for (;;) {
      const [row] = await this.#database().run(
        `SELECT w.process FROM wct.claims c JOIN wct.workers w ON w.id = c.worker WHERE c.artifact = '${artifact}' ${more}`,
      );
      if (typeof row?.[0] === "number") return row[0];
      await delay(20);
    }
  }

  async end(): Promise<void> {
    for (const child of this.#children) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  }
}

export async function finished(child: ChildProcess): Promise<Finished> {
  const text = { stdout: "", stderr: "" };
  child.stdout?.on("data", (data: Buffer) => {
    text.stdout += data.toString();
  });
  child.stderr?.on("data", (data: Buffer) => {
    text.stderr += data.toString();
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...text };
}
