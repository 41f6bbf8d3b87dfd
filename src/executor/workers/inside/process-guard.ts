import v8 from "node:v8";
import { owner } from "./job.ts";
import { refuse } from "./refusal.ts";
import { replaceMethod } from "./replace-method.ts";

/**
 * What reaches beyond a thread: its end, which would take neighbours along, and the process around it. A component that
 * ends its thread fails; one that goes for the process gets an exception.
 */
export function guardProcess(): void {
  for (const name of ["exit", "reallyExit"]) replaceMethod(process, name, exit);
  replaceMethod(process, "kill", (original, args) => {
    const pid = Number(args[0]);
    // 0 and negative numbers are groups, which the program may be part of.
    if (args[1] !== 0 && (pid === process.pid || pid === process.ppid || pid <= 0)) {
      throw forbidden("components send no signals to the program");
    }
    return original(args);
  });
  for (const name of ["_getActiveHandles", "_getActiveRequests", "binding", "_rawDebug", "dlopen", "execve"]) {
    replaceMethod(process, name, () => {
      throw forbidden(`process.${name} is not for components`);
    });
  }
  replaceMethod(v8, "setFlagsFromString", () => {
    throw forbidden("flags of the engine are the whole program's");
  });
}

function exit(): never {
  const job = owner();
  if (job !== undefined) {
    const { kind, type } = job.component;
    const left = refuse("WCT_PRODUCE_WORKER_LOST", `${kind} "${type}" called process.exit`, "end by returning");
    // Also when the component catches what is thrown here.
    job.doom.refusal ??= left;
    job.crash.reject(left);
  }
  throw forbidden("process.exit is not for components");
}

function forbidden(text: string): Error {
  return Object.assign(new Error(text), { code: "EPERM" });
}
