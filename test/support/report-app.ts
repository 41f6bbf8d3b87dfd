import { execFileSync } from "node:child_process";
import { join } from "node:path";

const script = join(import.meta.dirname, "..", "..", "scripts", "build-report.ts");

/** Builds the report's page to where the sources look for it. */
export function buildReportApp(): void {
  execFileSync(process.execPath, [script], { stdio: "inherit" });
}
