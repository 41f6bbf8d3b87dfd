import v8 from "node:v8";
import { owner } from "../job.ts";
import { refuse } from "../refusal.ts";
import { replaceMethod } from "./replace-method.ts";

/**
 * Guards what affects more than one job: the end of the thread, which would end other jobs in it, and the process. A
 * component that ends its thread fails; a component that acts on the process gets an exception.
 */
export function guardProcess(): void {
  for (const name of ["exit", "reallyExit"]) replaceMethod(process, name, exit);
  replaceMethod(process, "kill", (original, args) => {
    const pid = Number(args[0]);
    // 0 and negative numbers are process groups, which may contain the program.
    if (args[1] !== 0 && (pid === process.pid || pid === process.ppid || pid <= 0)) {
      throw forbidden("components cannot send signals to the program");
    }
    return original(args);
  });
  for (const name of ["_getActiveHandles", "_getActiveRequests", "binding", "_rawDebug", "dlopen", "execve"]) {
    replaceMethod(process, name, () => {
      throw forbidden(`process.${name} is not allowed in components`);
    });
  }
  replaceMethod(v8, "setFlagsFromString", () => {
    throw forbidden("engine flags affect the whole program");
  });
}

function exit(): never {
  const job = owner();
  if (job !== undefined) {
    const { kind, type } = job.component;
    const left = refuse("WCT_PRODUCE_WORKER_LOST", `${kind} "${type}" called process.exit`, "return instead");
    // Fails the job even if the component catches the exception.
    job.failure.refusal ??= left;
    job.crash.reject(left);
  }
  throw forbidden("process.exit is not allowed in components");
}

function forbidden(text: string): Error {
  return Object.assign(new Error(text), { code: "EPERM" });
}
