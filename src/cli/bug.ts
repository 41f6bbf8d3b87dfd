import { writeSync } from "node:fs";
import { leave } from "./leave.ts";

/** Returns the message for a bug in wct: the stack, and how to report it. */
export function bugReport(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `error[WCT_INTERNAL]: this is a bug in wct\n${stack}\n hint: report it with the lines above, wct's version and the command; check them for personal data first\n`;
}

/** Reports uncaught exceptions as bugs. Node would exit with 1, which means that an artifact failed. */
export function reportUncaught(): void {
  process.on("uncaughtException", (error) => {
    try {
      writeSync(process.stderr.fd, bugReport(error));
    } catch {
      // Standard error is closed.
    }
    leave(70);
  });
}
