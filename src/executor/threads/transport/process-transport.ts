import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Duplex, Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { invariant } from "../../../diagnostics/index.ts";
import { type ProcessGrant, permissionFlags } from "../../../registry/index.ts";
import type { JobFolder } from "../../../store/index.ts";
import type { ComponentAddress, Loss, ToWorker } from "../../jobs/index.ts";
import { frameOf, ReportReader } from "./frames.ts";
import { claim, createSharedJobState, type SharedJob } from "./shared-job-state.ts";
import type { Memory, OpenTransport, Transport, TransportOptions } from "./transport.ts";

const entry = fileURLToPath(new URL("../inside/process-entry.js", import.meta.url));
const nothing: ProcessGrant = { read: [], write: [] };

/** V8 ends a process whose heap exceeds its limit. The headroom ensures that the memory watch acts first. */
const headroomMb = 256;
const lineAtMost = 8000;

/** Starts a process with Node's permission model for the components of one plugin. It may write to the folder. */
export const openProcess =
  ({ module, process: grant = nothing }: ComponentAddress, folder: JobFolder): OpenTransport =>
  (options) => {
    const { jobs, isSerial, memoryLimitMb } = options;
    const settings = Buffer.from(JSON.stringify({ jobs, isSerial, memoryLimitMb, folder: folder.path() })).toString(
      "base64",
    );
    const allowed = permissionFlags(module, { ...grant, write: [...grant.write, folder.path()] });
    const flags = [`--max-old-space-size=${memoryLimitMb + headroomMb}`, "--no-warnings"];
    // Loaded on use: most runs start no process.
    const child = process
      .getBuiltinModule("node:child_process")
      .spawn(process.execPath, [...flags, ...allowed, entry, settings], {
        // The process gets no environment variables and a folder that reveals nothing.
        env: {},
        cwd: "/",
        stdio: ["ignore", "pipe", "pipe", "pipe"],
        detached: true,
      });
    const ended = (how: Loss): void => {
      folder.remove();
      options.ended(how);
    };
    return new ProcessTransport(child, { ...options, ended });
  };

class ProcessTransport implements Transport {
  readonly jobState: Transport["jobState"];
  readonly canQueue = false;
  readonly #child: ChildProcess;
  readonly #pipe: Duplex;
  readonly #options: TransportOptions;
  readonly #gone = Promise.withResolvers<void>();
  /** The newest job. A process has one at a time. */
  #sent: SharedJob | null = null;
  #isOpen = true;

  constructor(child: ChildProcess, options: TransportOptions) {
    this.jobState = createSharedJobState(options.jobs);
    this.#child = child;
    this.#options = options;
    const [, out, errors, pipe] = child.stdio;
    invariant(pipe !== undefined && pipe !== null && "write" in pipe && "read" in pipe, "a process has no pipe");
    this.#pipe = pipe as Duplex;
    const reader = new ReportReader((report) => this.#hear(report));
    this.#pipe.on("data", (bytes: Buffer) => reader.take(bytes));
    // An error means that the process has ended; its exit reports that.
    this.#pipe.on("error", () => {});
    for (const stream of [out, errors]) if (stream !== null && stream !== undefined) this.#listen(stream as Readable);
    child.on("error", () => this.#ended("exit"));
    child.on("close", (code, signal) => this.#ended(code === 134 || signal === "SIGABRT" ? "memory" : "exit"));
  }

  send(messages: readonly ToWorker[]): void {
    for (const message of messages) if (message.kind === "job") this.#sent = message;
    if (this.#isOpen) this.#pipe.write(frameOf(messages.map(withoutSecrets)));
  }

  drain(): void {
    // Reports are processed as they arrive. Those still in the pipe are processed before the end is reported.
  }

  async memory(): Promise<Memory> {
    const bytes = residentBytes(this.#child.pid);
    return { used: bytes, committed: bytes };
  }

  async end(): Promise<void> {
    this.#isOpen = false;
    this.#kill();
    await this.#gone.promise;
  }

  /** Kills the process and its children. It leads a process group of its own. */
  #kill(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      this.#child.kill("SIGKILL");
    }
  }

  #hear(report: unknown): void {
    if (!this.#isOpen) return;
    if (isBegin(report)) {
      if (this.#sent !== null && this.#sent.number === report.begun) claim(this.jobState, this.#sent);
    } else this.#options.heard(report);
  }

  #listen(stream: Readable): void {
    let rest = "";
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = (lines.pop() ?? "").slice(0, lineAtMost);
      for (const line of lines) this.#options.printed(line.slice(0, lineAtMost));
    });
    stream.on("error", () => {});
  }

  #ended(how: Loss): void {
    this.#isOpen = false;
    this.#gone.resolve();
    this.#options.ended(how);
  }
}

function isBegin(report: unknown): report is { readonly begun: unknown } {
  return typeof report === "object" && report !== null && "begun" in report;
}

/**
 * Removes secrets from a message. A process cannot read the store and knows only the secrets of its own configuration.
 * The host redacts its output.
 */
function withoutSecrets(message: ToWorker): ToWorker {
  if (message.kind !== "run-context") return message;
  const confidential = { secrets: [], environment: [] };
  return { ...message, runContext: { ...message.runContext, location: null, confidential } };
}

/** Returns the resident bytes of a process; 0 if the system does not report them. */
function residentBytes(pid: number | undefined): number {
  try {
    const [, kilobytes = "0"] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return 0;
  }
}
