import { type ChildProcess, spawn } from "node:child_process";
import { Readable } from "node:stream";
import { packageVersion } from "../../src/app/host/version.ts";
import { ClosedPipe, type Device, type Outside } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";
import { program } from "./program.ts";

export interface CliOptions {
  readonly cwd: string;
  /** Nothing of the test's own environment gets in. */
  readonly env?: Readonly<Record<string, string>>;
  /** Both streams are a terminal. */
  readonly terminal?: boolean;
  /** Of the terminal; 100 by default. */
  readonly columns?: number;
  /** Lines that the user types; something else may happen before they do. */
  readonly typed?: Iterable<string> | AsyncIterable<string>;
  /** Awaited whenever something was said on stderr, before the program goes on. */
  readonly overheard?: (text: string) => Promise<unknown>;
}

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line inside the test's own process. */
export async function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const terminal = options.terminal ?? false;
  const columns = options.columns ?? 100;
  const stdout = collector(terminal, { columns });
  const stderr = collector(terminal, { columns, overheard: options.overheard });
  const io: Outside = {
    stdout: stdout.sink,
    stderr: stderr.sink,
    async *lines() {
      yield* options.typed ?? [];
    },
    openEditor: null,
    bytes: () => Readable.from([]),
    env: new Map(Object.entries(options.env ?? {})),
    cwd: options.cwd,
    onSignal: () => () => undefined,
    onContinue: () => () => undefined,
    exitNow: (code) => {
      throw new Error(`the program ended itself with ${code}`);
    },
  };
  const code = await main(args, io);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** A sink that closes after so many writes, as a reader that has gone away does. */
export function closingSink(writes: number): { readonly sink: Device; readonly text: () => string } {
  const { sink, text } = collector(false);
  let left = writes;
  const write = async (chunk: string | Uint8Array): Promise<void> => {
    if (left-- <= 0) throw new ClosedPipe();
    await sink.write(chunk);
  };
  return { sink: { ...sink, write }, text };
}

interface Collecting {
  readonly columns?: number;
  readonly overheard?: CliOptions["overheard"] | undefined;
}

function collector(
  isTerminal: boolean,
  { columns = 100, overheard }: Collecting = {},
): { readonly sink: Device; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const write = async (chunk: string | Uint8Array): Promise<void> => {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    await overheard?.(bytes.toString("utf8"));
  };
  return {
    sink: { write, isTerminal, columns, rows: 30, onResize: () => () => undefined },
    text: () => Buffer.concat(chunks).toString("utf8"),
  };
}

export interface CliProcess {
  readonly child: ChildProcess;
  /** Resolves once stderr holds the text; rejects when the process ends without it. */
  readonly says: (text: string) => Promise<void>;
  readonly ended: Promise<CliResult & { readonly signal: NodeJS.Signals | null }>;
}

export interface SpawnOptions extends Pick<CliOptions, "cwd" | "env"> {
  /** A command that starts the program in its own way. */
  readonly prefix?: readonly string[];
}

/** Starts the real program as a process of its own. Its `code` is -1 when a signal ended it. */
export function spawnCli(args: readonly string[], options: SpawnOptions): CliProcess {
  const [command = process.execPath, ...words] = [...(options.prefix ?? []), process.execPath, program, ...args];
  const child = spawn(command, words, {
    cwd: options.cwd,
    env: { PATH: process.env["PATH"] ?? "", ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  const ended: CliProcess["ended"] = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? -1, signal, stdout, stderr }));
  });
  const says = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (stderr.includes(text)) resolve();
      };
      look();
      child.stderr.on("data", look);
      child.on("close", () => reject(new Error(`ended without saying "${text}":\n${stderr}`)));
    });
  return { child, says, ended };
}

/** The run that a command line was about. */
export function runIn({ stdout, stderr }: CliResult): string {
  const [run] = /run_\d{8}_\d{6}(?:_\d+)?/.exec(stdout) ?? [];
  if (run === undefined) throw new Error(`nothing was run: ${stderr}`);
  return run;
}

const runId = /run_\d{8}_\d{6}(?:_\d+)?/g;

/** Takes out of a transcript what differs from run to run: ids, times, digests, the folder. */
export function normalise(text: string, dir: string): string {
  return (
    text
      .replaceAll(dir, "<dir>")
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<uuid>")
      .replaceAll(/\b[0-9a-f]{64}\b/g, "<digest>")
      .replaceAll(runId, "<run>")
      // The second run of a second has a longer id, which widens the column.
      .replaceAll(/^(run|<run>) {3,}/gm, "$1  ")
      .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z/g, "<time>")
      // How many lines of progress there are depends on the pace of the machine.
      .replaceAll(/^\d\d:\d\d\.\d {2}\S+ {2}[\d,]+(?: of [\d,]+)?\n/gm, "")
      .replaceAll(/^\d\d:\d\d\.\d(?= )/gm, "<at>")
      .replaceAll(/("(?:start|end|duration)Ms": ?)[\d.]+/g, '$1"<ms>"')
      .replaceAll(/( +)(?:<1ms|\d+(?:\.\d+)?m?s|\d+m \d\ds)(?=\s|$)/gm, (whole, spaces: string) =>
        spaces.length > 1 ? "<took>".padStart(whole.length) : " <took>",
      )
      .replaceAll(packageVersion(), "<version>")
  );
}

/** A command line with what it answered, as goldens keep it. */
export function transcript(args: readonly string[], result: CliResult, dir: string): string {
  const blocks = [`$ wct ${args.join(" ")}`, `exit ${result.code}`];
  if (result.stdout !== "") blocks.push(`--- stdout\n${result.stdout.trimEnd()}`);
  if (result.stderr !== "") blocks.push(`--- stderr\n${result.stderr.trimEnd()}`);
  return normalise(`${blocks.join("\n")}\n`, dir);
}
