import { readdirSync, readFileSync, statSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { makeDebugProject } from "../support/debug-project.ts";
import type { Project } from "../support/project.ts";
import { makeSlowProject } from "../support/slow-project.ts";
import { hasTerminals, startTerminal } from "../support/terminal-session.ts";

const interrupt = "\u0003";
const endOfInput = "\u0004";
const up = "\u001b[A";
const prompt = "\n> ";

let project: Project;
beforeAll(() => {
  project = makeDebugProject();
});
afterAll(() => project[Symbol.dispose]());

const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  startTerminal(["debug", ...args], { cwd: project.dir, env });

describe.runIf(hasTerminals)("at a terminal", { timeout: 60_000 }, () => {
  test("Ctrl-C clears the line, and twice at an empty prompt says how to quit; the end of input quits", async () => {
    await using session = start(["shop.yaml"]);
    await session.see(prompt);
    session.type("frobnicate");
    await session.see("frobnicate");
    session.type(interrupt);
    session.type("where\r");
    const where = await session.see(prompt);
    expect(where).not.toContain("unknown command");
    expect(where).toContain("Before texts");
    session.type(interrupt);
    session.type(interrupt);
    await session.see("`quit` ends the session");
    await session.see(prompt);
    session.type(endOfInput);
    await session.see("is recorded as cancelled");
    expect(await session.ended).toBe(130);
  });

  test("Tab completes commands, artifacts, paths into content, configuration and files", async () => {
    await using session = start(["shop.yaml"]);
    await session.see(prompt);
    const complete = async (typed: string, completed: string): Promise<void> => {
      session.type(typed);
      await session.see(typed);
      session.type("\t");
      await session.see(completed);
    };
    await complete("se", "t ");
    await complete("conf", "ig ");
    await complete("pa", "th ");
    session.type(interrupt);
    session.type("n\r");
    await session.see("Breaking after artifact: texts");
    await session.see(prompt);
    await complete("inspe", "ct ");
    await complete("te", "xts ");
    await complete("$.it", "ems[0]");
    await complete(".con", "tent");
    session.type(interrupt);
    await complete("set out", "put ");
    await complete("shop.y", "aml ");
    session.type(interrupt);
    session.type("quit\r");
    await session.see("Quit? [y/N] ");
    session.type("y\r");
    expect(await session.ended).toBe(130);
  });

  test("earlier lines come back, and those that may hold values are in no file", async () => {
    {
      await using session = start(["shop.yaml"]);
      for (const line of ["where", 'print "ada@example.org"', "set config path elsewhere-7", "breakpoints"]) {
        await session.see(prompt);
        session.type(`${line}\r`);
      }
      await session.see(prompt);
      session.type(up);
      await session.see("breakpoints");
      session.type("\r");
      await session.see("There are no breakpoints");
      await session.see(prompt);
      session.type(endOfInput);
      await session.ended;
    }
    const file = project.path(".wct", "debug", "history");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const lines = readFileSync(file, "utf8").split("\n");
    expect(lines).toContain("where");
    expect(lines.join(" ")).not.toMatch(/ada@|elsewhere-7/);
    await using next = start(["shop.yaml"]);
    await next.see(prompt);
    next.type(up);
    await next.see("breakpoints");
    next.type(interrupt);
    next.type(endOfInput);
    await next.ended;
  });

  test("edit opens the output in the editor, in a file that only its owner may read and that is removed", async () => {
    project.write("editor.sh", 'stat -c %a "$1" > mode; sed -i "s/a.txt/b.txt/" "$1"; exit "$EXIT"');
    const before = readdirSync(project.path(".wct", "debug"));
    for (const [exit, said] of [
      ["0", "The output of texts is what you wrote, 2 elements; the next move uses it"],
      ["3", "failed: it ended with exit code 3"],
    ] as const) {
      await using session = start(["shop.yaml"], { EDITOR: "sh editor.sh", EXIT: exit });
      await session.see(prompt);
      session.type("n\r");
      await session.see(prompt);
      session.type("edit\r");
      await session.see(said);
      await session.see(prompt);
      expect(readFileSync(project.path("mode"), "utf8")).toBe("600\n");
      expect(readdirSync(project.path(".wct", "debug"))).toEqual(before);
      session.type(endOfInput);
      await session.ended;
    }
  });

  test("while the run goes on, Ctrl-C stops it before the next artifact, and again cancels it", async () => {
    using slow = makeSlowProject();
    await using session = startTerminal(["debug", "slow.yaml"], { cwd: slow.dir });
    await session.see(prompt);
    session.type("until after\r");
    // The display names what is running.
    await session.see("slow  ");
    session.type(interrupt);
    await session.see("Stopping before the next artifact; interrupt again to cancel the run");
    session.type(interrupt);
    await session.see("Cancelling");
    await session.see("cancelled in");
    expect(await session.ended).toBe(130);
    const { stdout } = await runCli(["runs", "--json"], { cwd: slow.dir });
    expect(JSON.parse(stdout).runs[0].status).toBe("cancelled");
  });
});
