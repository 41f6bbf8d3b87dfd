import { cpSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Io, processIo } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";
import { closingSink, runCli } from "../support/cli.ts";
import { makeProject, type Project } from "../support/project.ts";
import { commandsWithJson, expectShape } from "../support/shapes.ts";

let project: Project;
beforeAll(async () => {
  project = makeProject();
  project.write("bad/wct.yaml", "plugins: [./not-there]\n");
  project.write("wct-bundle", "no bundle at all");
  await runCli(["run", "shop.yaml", "-q"], { cwd: project.dir });
  cpSync(project.path(".wct"), project.path("damaged"), { recursive: true });
  const database = new DatabaseSync(project.path("damaged", "store.db"));
  database.exec("DELETE FROM objects");
  database.close();
});
afterAll(() => project[Symbol.dispose]());

/** Each command with a mistake of every kind that it can meet: what, in which folder, and the exit code. */
const mistakes: readonly [line: string, exit: number, folder?: string][] = [
  ["run missing.yaml", 2],
  ["run invalid.yaml", 2],
  ["run shop.yaml --export docx", 2],
  ["run shop.yaml --resume no-such-run", 3],
  ["run shop.yaml --resume latest --incremental", 2],
  ["run shop.yaml --max-concurrency none", 2],
  ["run ../shop.yaml", 2, "bad"],
  ["debug missing.yaml --commands none.txt", 2],
  ["debug no-such-run --commands shop.yaml", 3],
  ["validate missing.yaml", 2],
  ["validate", 2],
  ["generate-schema --for no.thing", 2],
  ["generate-schema", 2, "bad"],
  ["init --plugin .. --dir x", 2],
  ["init no-such-file.db", 2],
  ["runs --status ended", 2],
  ["runs --since yesterday", 2],
  ["runs --store nowhere", 3],
  ["runs prune", 2],
  ["runs prune --keep some", 2],
  ["runs show no-such-run", 3],
  ["runs export no-such-run x.wctrun", 3],
  ["runs copy no-such-run --to other-store", 3],
  ["runs import missing.wctrun", 3],
  ["runs import wct-bundle", 3],
  ["runs erase --subject ab", 2],
  ["worker", 2],
  ["workers", 2],
  ["coordinator", 2],
  ["inspect no-such-run", 3],
  ["inspect latest no_such_artifact", 3],
  ["inspect latest texts --raw --table", 2],
  ["inspect latest texts --path $[", 2],
  ["inspect latest texts --store damaged", 3],
  ["replay no-such-run", 3],
  ["replay latest --speed fast", 2],
  ["verify no-such-run", 3],
  ["verify --head 0", 2],
  ["visualise no-such-run", 3],
  ["visualise invalid.yaml", 2],
  ["visualise shop.yaml --select a(", 2],
  ["timeline no-such-run", 3],
  ["timeline latest --what-if speed", 2],
  ["timeline latest --store damaged", 3],
  ["report no-such-run", 3],
  ["diff latest no-such-run", 3],
  ["diff", 2],
  ["check no-such-run --fail-on high", 3],
  ["check latest --fail-on )(", 2],
  ["export no-such-run --format json", 3],
  ["export latest --format docx", 2],
  ["export latest", 2],
  ["connectors sqlit", 2],
  ["processors nothing", 2],
  ["exporters nothing", 2],
  ["rulesets nothing", 2],
  ["schemas nothing", 2],
  ["schemas", 2, "bad"],
  ["findings no-such-run", 3],
  ["findings accept no-such-run 0123abcd --reason known --reviewer Ines", 3],
  ["findings reject no-such-run 0123abcd --reason wrong --reviewer Ines", 3],
  ["findings show no-such-run 0123abcd", 3],
  ["explain no-such-run 0123abcd", 3],
  ["record draft no-such-run", 3],
  ["rulesets test no-such-rules.yaml", 2],
  ["rulesets check no-such-rules.yaml", 2],
  ["migrate no-such-runbook.yaml", 2],
  ["frobnicate", 2],
];

describe("an error is one Diagnostics object on stdout, beside the exit code", () => {
  test.each(mistakes)("wct %s --json: exit %i", async (line, exit, folder = ".") => {
    const { code, stdout, stderr } = await runCli([...line.split(" "), "--json"], { cwd: project.path(folder) });
    const found = JSON.parse(stdout);
    expectShape("Diagnostics", found);
    const said = found.diagnostics.map(({ code, severity }: Record<string, string>) => `${severity}[${code}]`);
    expect(said.some((one: string) => one.startsWith("error"))).toBe(true);
    expect(code).toBe(exit);
    // The same is said to people.
    expect(stderr.match(/^(error|warning)\[WCT_[A-Z_]+\]/gm)).toEqual(said);
  });

  test("every command that takes --json is tried", () => {
    const tried = new Set(mistakes.flatMap(([line]) => [line.split(" ")[0], line.split(" ").slice(0, 2).join(" ")]));
    expect(commandsWithJson().filter((command) => !tried.has(command))).toEqual([]);
  });

  test("a bug is one, too", async () => {
    const [stdout, stderr] = [closingSink(99), closingSink(99)];
    const env: Io["env"] = Object.assign(new Map(), {
      get: (name: string) => {
        if (name === "GITHUB_ACTIONS") return undefined;
        throw new RangeError("out of luck");
      },
    });
    const io = { ...processIo(), cwd: project.dir, env, stdout: stdout.sink, stderr: stderr.sink };
    expect(await main(["runs", "--json"], io)).toBe(70);
    const found = JSON.parse(stdout.text());
    expectShape("Diagnostics", found);
    expect(found.diagnostics[0].code).toBe("WCT_INTERNAL");
    expect(stdout.text()).not.toContain("out of luck");
  });
});
