import childProcess from "node:child_process";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { owner } from "../job.ts";
import { type PrintLevel, print } from "./console.ts";
import { replaceMethod } from "./replace-method.ts";

/**
 * Intercepts writes to the program's output and errors. These are the descriptors 1 and 2 of the whole process, so
 * every thread can write to them. Writes through node:fs become log lines, and child processes get pipes instead of
 * inheriting the descriptors. Native code can still write to them: nothing within a process can prevent that.
 */
export function guardDescriptors(): void {
  guardWrites();
  guardPaths();
  guardChildren();
  syncBuiltinESMExports();
}

const levelOf = (descriptor: unknown): PrintLevel | null => {
  if (descriptor === 1) return "info";
  return descriptor === 2 ? "warn" : null;
};

function guardWrites(): void {
  for (const name of ["writeSync", "writevSync", "writeFileSync", "appendFileSync"] as const) {
    replaceMethod(fs, name, (original, args) => {
      const level = levelOf(args[0]);
      return level === null ? original(args) : printAll(level, args[1]);
    });
  }
  for (const name of ["write", "writev", "writeFile", "appendFile"] as const) {
    replaceMethod(fs, name, (original, args) => {
      const level = levelOf(args[0]);
      if (level === null) return original(args);
      const bytes = printAll(level, args[1]);
      answer(args, name.startsWith("write") && !name.endsWith("File") ? [bytes, args[1]] : []);
      return undefined;
    });
  }
  replaceMethod(fs, "closeSync", (original, args) => (isStandard(args[0]) ? undefined : original(args)));
  replaceMethod(fs, "close", (original, args) => (isStandard(args[0]) ? answer(args, []) : original(args)));
}

const isStandard = (descriptor: unknown): boolean => descriptor === 0 || levelOf(descriptor) !== null;

function printAll(level: PrintLevel, data: unknown): number {
  const pieces: readonly unknown[] = Array.isArray(data) ? data : [data];
  let bytes = 0;
  for (const piece of pieces) {
    print(level, piece);
    bytes += typeof piece === "string" ? Buffer.byteLength(piece) : ArrayBuffer.isView(piece) ? piece.byteLength : 0;
  }
  return bytes;
}

function answer(args: readonly unknown[], results: readonly unknown[]): undefined {
  const callback = args.at(-1);
  if (typeof callback === "function") process.nextTick(callback, null, ...results);
}

/** File names under which systems offer the same descriptors. */
const standardFile =
  /^\/(dev\/(stdin|stdout|stderr|tty|console|fd\/[0-2])|proc\/(self|thread-self|\d+)\/.*\bfd\/[0-2])$/;

function guardPaths(): void {
  const refuseStandard = (args: readonly unknown[]): void => {
    if (standardFile.test(String(args[0]))) {
      throw Object.assign(new Error("components cannot write to files that are the program's output"), {
        code: "EACCES",
      });
    }
  };
  for (const name of ["openSync", "open", "writeFileSync", "writeFile", "appendFileSync", "appendFile"] as const) {
    replaceMethod(fs, name, (original, args) => {
      refuseStandard(args);
      return original(args);
    });
  }
  for (const name of ["open", "writeFile", "appendFile"] as const) {
    replaceMethod(fs.promises, name, async (original, args) => {
      refuseStandard(args);
      return await original(args);
    });
  }
}

function guardChildren(): void {
  replaceMethod(childProcess.ChildProcess.prototype, "spawn", (original, [options, ...rest], self) => {
    const { stdio, printed } = stdioOf(field(options, "stdio"));
    const result = original([{ ...Object(options), stdio }, ...rest]);
    const job = owner();
    for (const { index, level } of printed) {
      const stream = index === 1 ? field(self, "stdout") : field(self, "stderr");
      listen(stream, (chunk) => print(level, chunk, job));
    }
    return result;
  });
  for (const name of ["spawnSync", "execSync", "execFileSync"] as const) {
    replaceMethod(childProcess, name, (original, args) => {
      const at = args.findIndex((one, i) => i > 0 && typeof one === "object" && one !== null && !Array.isArray(one));
      const options = at === -1 ? undefined : args[at];
      const { stdio, printed } = stdioOf(field(options, "stdio"));
      if (printed.length === 0 && field(options, "stdio") === undefined) return original(args);
      const result = original(args.map((one, i) => (i === at ? { ...Object(one), stdio } : one)));
      for (const { index, level } of printed) {
        const stream = index === 1 ? "stdout" : "stderr";
        if (name === "spawnSync") print(level, field(result, stream));
        else if (index === 1) print(level, result);
      }
      return result;
    });
  }
}

function field(of: unknown, name: string): unknown {
  return typeof of === "object" && of !== null ? Reflect.get(of, name) : undefined;
}

function listen(stream: unknown, heard: (chunk: unknown) => void): void {
  const on = field(stream, "on");
  if (typeof on === "function") Reflect.apply(on, stream, ["data", heard]);
}

interface Stdio {
  readonly stdio: unknown;
  /** The descriptors of the child that would have been the program's own. */
  readonly printed: readonly { readonly index: 1 | 2; readonly level: PrintLevel }[];
}

/** Returns the `stdio` option of a child process without the program's own descriptors. */
function stdioOf(given: unknown): Stdio {
  const list: unknown[] = Array.isArray(given) ? [...given] : [given, given, given];
  const printed: { index: 1 | 2; level: PrintLevel }[] = [];
  for (const [at, one] of list.entries()) {
    if (!isOurs(one)) continue;
    const isPrinted = (at === 1 || at === 2) && one !== 0;
    list[at] = isPrinted ? "pipe" : "ignore";
    if (isPrinted) printed.push({ index: at, level: printLevelOf(one, at) });
  }
  return printed.length > 0 || list.includes("ignore") ? { stdio: list, printed } : { stdio: given, printed };
}

function isOurs(one: unknown): boolean {
  return one === "inherit" || one === 0 || one === 1 || one === 2 || [0, 1, 2].includes(descriptorOf(one));
}

function printLevelOf(one: unknown, at: 1 | 2): PrintLevel {
  const descriptor = typeof one === "number" ? one : at;
  return descriptor === 1 ? "info" : "warn";
}

/** Returns the descriptor of a stream; -1 if it has none. */
function descriptorOf(stream: unknown): number {
  if (typeof stream !== "object" || stream === null) return -1;
  const fd: unknown = Reflect.get(stream, "fd");
  return typeof fd === "number" ? fd : -1;
}
