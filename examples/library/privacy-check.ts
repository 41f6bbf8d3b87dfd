// Plans a runbook, draws it, runs it, follows the run, and checks the findings against a policy.
// Usage: node privacy-check.ts [RUNBOOK]
import { isWctError, openWct } from "wct-cli";

const [runbook = "runbook.yaml"] = process.argv.slice(2);

try {
  await using wct = await openWct();

  const plan = await wct.plan(runbook);
  console.log(plan.draw({ format: "text" }).text);

  const running = wct.run(plan);
  for await (const event of running) {
    if (event.type === "artifact.completed") console.log(`completed: ${event.artifact}`);
  }
  const { run: id, outcome } = await running.result;
  console.log(`${id} ${outcome}`);

  if (outcome !== "completed") process.exitCode = 1;
  else {
    await using run = await wct.runs.open(id);
    const found = new Map<string, number>();
    for (const { what } of await run.findings()) found.set(what, (found.get(what) ?? 0) + 1);
    for (const [what, count] of found) console.log(`${what}: ${count}`);

    const { passed, conditions } = await run.check({ failOn: ["special-category"] });
    for (const { condition, broken } of conditions) console.log(`${condition}: ${broken} findings`);
    if (!passed) process.exitCode = 1;
  }
} catch (error) {
  if (!isWctError(error)) throw error;
  for (const { code, message, hint } of error.diagnostics) console.error(`${code}: ${message}; ${hint ?? ""}`);
  process.exitCode = error.exitCode;
}
