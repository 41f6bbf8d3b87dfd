// Reads Vitest's JSON report, lists skipped tests, and prints one closing line. Exits with code 1 if a test failed or
// lacked a tool, or if none passed.
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
// The name of a test that needs a tool contains the tool in this form; .ci/run installs the tools on this machine.
const wanting = skipped.filter((one) => /\[needs [^\]]+\]/.test(one.fullName));
if (wanting.length > 0) console.log(`${wanting.length} tests were skipped for want of a tool; CI must have it`);
const failed = Math.max(report.numFailedTests, report.numFailedTestSuites > 0 ? 1 : 0);
console.log(`${report.numPassedTests} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = failed > 0 || wanting.length > 0 || report.numPassedTests === 0 ? 1 : 0;
