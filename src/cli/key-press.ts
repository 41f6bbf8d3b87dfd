import type { Outside } from "./io.ts";
import { makeProgram } from "./program.ts";
import { safeIo } from "./safe-output.ts";

/**
 * Replaces main.ts for shell completion: loading the code that reports errors would double the time, and a key press
 * must not print errors.
 */
export async function main(args: readonly string[], outside: Outside): Promise<number> {
  try {
    return await makeProgram(safeIo(outside)).run(args);
  } catch {
    return 2;
  }
}
