import type { Io } from "./io.ts";
import { makeProgram } from "./program.ts";

/**
 * Stands in for main.ts when a shell asks what may be written: everything that main tells errors with takes as long to
 * load as the answer, and a key press must print no errors.
 */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    return await makeProgram(io).run(args);
  } catch {
    return 2;
  }
}
