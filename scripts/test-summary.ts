// Reads Vitest's JSON report: names what was skipped, and prints one closing line. A failed test ends with exit code 1.
import { readFileSync } from "node:fs";

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

const written = readFileSync(process.argv[2] ?? "", "utf8");
if (written === "") {
  console.log("the test run ended before it wrote its report; what it printed above says why\n0 passed, 1 failed");
  process.exit(1);
}
const report: Report = JSON.parse(written);
const skipped = report.testResults.flatMap((file) =>
  file.assertionResults.filter((one) => one.status === "skipped" || one.status === "pending" || one.status === "todo"),
);
for (const one of skipped) console.log(`skipped: ${one.fullName}`);
// A skip for want of a tool names the tool so; this machine's tools are installed by .ci/run.
const wanting = skipped.filter((one) => /\[needs [^\]]+\]/.test(one.fullName));
if (wanting.length > 0) console.log(`${wanting.length} tests were skipped for want of a tool; CI must have it`);
const failed = Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0);
console.log(`${report.numPassedTests} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = failed > 0 || wanting.length > 0 || report.numPassedTests === 0 ? 1 : 0;
