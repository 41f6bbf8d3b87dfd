/**
 * Ends the process now. Node's own exit waits for every thread, and one that is in a system call (a long query, a child
 * process waited for) does not end before that returns: then another program, which does nothing, takes over the process
 * and its exit code.
 */
export function leave(code: number): never {
  if (process.getActiveResourcesInfo().includes("MessagePort")) replaceProcess(code);
  return process.exit(code);
}

function replaceProcess(code: number): void {
  try {
    process.execve?.(process.execPath, [process.execPath, "-e", `process.exit(${code})`], {});
  } catch {
    // Not on this system: it ends when its threads do.
  }
}
