import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { serveInProcess } from "../support/dap/in-process.ts";
import { makeProject } from "../support/project.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/reference/dap.md"), "utf8");
const requests = page.split("## Requests")[1] ?? "";
const rows = [...requests.matchAll(/^\| `([\w/]+)` +\| (.*?) +\|$/gm)].map(([, command = "", about = ""]) => ({
  command,
  about,
}));

test("every request of the reference is answered, and those that it calls refused are refused with what to use", async () => {
  expect(rows.length).toBeGreaterThan(40);
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const { client } = adapter;
  await client.ok("initialize", { adapterID: "wct" });
  await client.ok("launch", { runbook: "shop.yaml", stopOnEntry: true });
  await client.ok("configurationDone");
  await client.event("stopped");
  const ends = ["terminate", "disconnect", "wct/fork", "continue", "next", "stepIn", "stepOut"];
  for (const { command, about } of rows.filter((one) => !ends.includes(one.command))) {
    const { success, message = "" } = await client.request(command, {});
    expect(message).not.toContain("is not a request");
    if (!about.startsWith("Refused: ")) continue;
    expect(success).toBe(false);
    expect(message).toContain(about.split("Instead: ")[1]?.replace(/\.$/, ""));
  }
});

test("a capability is offered for each optional request that is answered", async () => {
  using project = makeProject();
  await using adapter = serveInProcess({ cwd: project.dir });
  const offered = await adapter.client.ok("initialize", { adapterID: "wct" });
  expect(offered.exceptionBreakpointFilters.map(({ filter }: { filter: string }) => filter)).toEqual([
    "failed",
    "optional-failed",
    "schema-mismatch",
  ]);
  for (const name of ["Goto", "Restart", "Modules", "DataBreakpoints", "ReadMemory", "Disassemble"]) {
    expect(Object.keys(offered).filter((key) => key.includes(name))).toEqual(
      name === "Restart" ? ["supportsRestartFrame"] : [],
    );
  }
});
