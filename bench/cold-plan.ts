// Plans one large runbook in a new process: node bench/cold-plan.ts [ARTIFACTS]. Prints milliseconds.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planRunbook } from "../src/app/plan/plan.ts";
import { builtInRegistry } from "../src/app/plugins/registry.ts";
import { processIo } from "../src/cli/io.ts";
import { safeIo } from "../src/cli/safe-output.ts";
import { sizedRunbook } from "./sized-runbook.ts";

const artifacts = Number(process.argv[2] ?? 10_000);
const dir = mkdtempSync(join(tmpdir(), "wct-bench-"));
try {
  mkdirSync(join(dir, "small"));
  writeFileSync(join(dir, "large.yaml"), sizedRunbook("process", artifacts));
  const options = { registry: builtInRegistry(), env: new Map<string, string>(), hmacKey: new Uint8Array(32) };
  const start = performance.now();
  const { plan } = planRunbook(safeIo({ ...processIo(), cwd: dir }), "large.yaml", options);
  const milliseconds = performance.now() - start;
  if (plan.artifacts.length !== artifacts) throw new Error("the large runbook is not planned whole");
  console.log(milliseconds);
} finally {
  rmSync(dir, { recursive: true });
}
