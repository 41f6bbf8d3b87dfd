import { accessSync, constants } from "node:fs";

/*
 * Node's own exit joins V8's threads while the main thread's heap still exists. A thread that compiles in the
 * background and needs a collection of that heap waits for the main thread, which waits for it: the process never ends
 * (nodejs/node#54918). Two ways of ending avoid this, and wct uses only these. Either the event loop becomes empty, and
 * Node destroys the heap first. Or another program replaces the process, and the kernel ends all of its threads.
 */

/** Ends the process immediately, whatever is running: also while a thread is in a system call that does not return. */
export function leave(code: number): never {
  replaceProcess(code);
  return process.exit(code);
}

/** Milliseconds that open resources of plugins (timers, servers, connections) may delay the end of the process. */
const graceMs = 100;

/** Ends the process as soon as its event loop is empty. */
export function leaveWhenIdle(code: number): void {
  process.exitCode = code;
  // A remaining thread is in a system call: it was terminated, and nothing waits for it any longer.
  if (process.getActiveResourcesInfo().includes("MessagePort")) leave(code);
  setTimeout(leave, graceMs, code).unref();
}

/** Makes `process.exit` end like {@link leave} from now on: a plugin may call it on the main thread. */
export function guardExit(): void {
  // The function that process.exit calls last, after setting the code and calling the listeners of "exit".
  const own = process.reallyExit.bind(process);
  process.reallyExit = (code) => {
    replaceProcess(code);
    return own(code);
  };
}

declare global {
  namespace NodeJS {
    interface Process {
      reallyExit: (code: number) => never;
    }
  }
}

/** Replaces the process by a program that only exits with a code. */
function replaceProcess(code: number): void {
  const [file, ...args] = isShellThere()
    ? [shell, "-c", `exit ${code}`]
    : [process.execPath, "-e", `process.exitCode=${code}`];
  try {
    process.execve?.(file, [file, ...args], {});
  } catch {
    // Not supported on this system: the caller falls back to Node's own exit.
  }
}

const shell = "/bin/sh";

/** Checked because Node aborts if the other program cannot be started. */
function isShellThere(): boolean {
  try {
    accessSync(shell, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
