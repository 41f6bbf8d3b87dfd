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

/** A plugin whose connector waits, then fails, or repeats a word and what a file says. `version` makes its files differ. */
const pluginText = (version: number): string => `
import { defineConnector, definePlugin, defineSchema, file, secret } from "${plugin}";
import * as z from "${zod}";
import { readFileSync } from "node:fs";
const said = defineSchema({ ref: "said:1.0.0", description: "A word", content: z.strictObject({ word: z.string() }) });
const say = defineConnector({
  type: "say", description: "Says a word", output: said, deterministic: true,
  config: z.strictObject({ word: z.string(), ms: z.number().default(0), path: file().optional(), token: secret().optional(), fail: z.boolean().default(false) }),
  async *extract({ config, cost, log, progress }) {
    cost(1, "calls");
    progress(1, 2);
    log.info("begins");
    await new Promise((resolve) => setTimeout(resolve, config.ms));
    if (config.fail) throw new TypeError("it went wrong");
    const more = config.path === undefined ? "" : readFileSync(config.path.path, "utf8").trim();
    return { word: config.word + more };
  },
});
export default definePlugin({ name: "sayer", version: "1.0.0", wct: "^0.1.0", components: [say], schemas: [said] });
// ${version}
`;

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Processes of the program over one database: workers in folders of their own, and the machine that runs runbooks. */
export class RemoteProject {
  readonly project: Project = makeProject("wct-remote-");
  readonly #database: () => StoreDatabase;
  readonly #children = new Set<ChildProcess>();

  constructor(database: () => StoreDatabase) {
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

  start(args: readonly string[], folder = "main", env: Readonly<Record<string, string>> = {}): ChildProcess {
    const { url, env: own } = this.#database();
    const child = spawn(process.execPath, [program, ...args], {
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
  async worker(args: readonly string[] = [], folder = "main", env: Readonly<Record<string, string>> = {}) {
    const child = this.start(["worker", "--slots", "1", "--heartbeat", "1", ...args], folder, env);
    const [said] = (await once(child.stderr ?? child, "data")) as [Buffer];
    if (!said.toString().includes("is ready")) throw new Error(`the worker did not start: ${said.toString()}`);
    return child;
  }

  /** Waits until a worker makes an artifact; returns the worker's process id. */
  async maker(artifact: string): Promise<number> {
    for (;;) {
      const [row] = await this.#database().run(
        `SELECT w.process FROM wct.claims c JOIN wct.workers w ON w.id = c.worker WHERE c.artifact = '${artifact}'`,
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
