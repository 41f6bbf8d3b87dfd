import childProcess from "node:child_process";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { type PrintLevel, print } from "./console.ts";
import { owner } from "./job.ts";
import { replaceMethod } from "./replace-method.ts";
import { stdioOf } from "./stdio.ts";

/**
 * The program's output and errors are the descriptors 1 and 2 of the whole process, which every thread can write to.
 * Makes log lines of what is written to them by node:fs, and pipes of what child processes would inherit. Native code
 * still can write to them: nothing in a process can prevent that.
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

/** Names under which systems offer the same descriptors as files. */
const standardFile =
  /^\/(dev\/(stdin|stdout|stderr|tty|console|fd\/[0-2])|proc\/(self|thread-self|\d+)\/.*\bfd\/[0-2])$/;

function guardPaths(): void {
  const refuseStandard = (args: readonly unknown[]): void => {
    if (standardFile.test(String(args[0]))) {
      throw Object.assign(new Error("components write no files that stand for the program's output"), {
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
