import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { packageVersion } from "../../src/app/host/version.ts";
import { runCli, transcript } from "../support/cli.ts";
import { expectGolden } from "../support/golden.ts";

const cli = (...args: string[]) => runCli(args, { cwd: tmpdir() });
const commands = [
  "run",
  "debug",
  "init",
  "validate",
  "runs",
  "runs prune",
  "runs show",
  "runs copy",
  "runs export",
  "runs import",
  "runs erase",
  "inspect",
  "replay",
  "visualise",
  "timeline",
  "report",
  "diff",
  "check",
  "findings",
  "findings accept",
  "findings reject",
  "findings show",
  "explain",
  "verify",
  "export",
  "connectors",
  "processors",
  "exporters",
  "rulesets",
  "rulesets test",
  "rulesets check",
  "schemas",
  "generate-schema",
  "migrate",
  "completion",
];

test.each(commands)("wct %s --help tells the options and an example on stdout", async (command) => {
  const args = [...command.split(" "), "--help"];
  const result = await cli(...args);
  expectGolden(`cli/help/${command.replace(" ", "-")}.txt`, transcript(args, result, tmpdir()));
  expect(result).toMatchObject({ code: 0, stderr: "" });
  expect(result.stdout).toContain(`\nExample:\n  wct ${command}`);
});

test("wct --help lists every command", async () => {
  const { code, stdout, stderr } = await cli("--help");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  for (const command of commands.filter((one) => !one.includes(" ")))
    expect(stdout).toMatch(new RegExp(`^ {2}${command}[ |]`, "m"));
});

test("wct help COMMAND is wct COMMAND --help", async () => {
  expect(await cli("help", "inspect")).toEqual(await cli("inspect", "--help"));
});

test.each(["--version", "-V"])("wct %s prints the version alone", async (option) => {
  expect(await cli(option)).toEqual({ code: 0, stdout: `${packageVersion()}\n`, stderr: "" });
});

test("no command prints the help on stderr and ends with 2", async () => {
  const { code, stdout, stderr } = await cli();
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toBe((await cli("--help")).stdout);
});

test.each([
  ["rnu"],
  ["inspct", "latest"],
  ["frobnicate"],
  ["run", "x.yaml", "--exprt", "json"],
  ["run", "x.yaml", "--max-concurrency", "none"],
  ["run", "x.yaml", "--timeout", "-3"],
  ["run", "x.yaml", "y.yaml"],
  ["diff"],
  ["--jsn"],
])("wct %s %s %s %s is a mistake", async (...args: string[]) => {
  const result = await cli(...args);
  const name = args.join(" ").replaceAll(/[^A-Za-z0-9]+/g, "-");
  expectGolden(`cli/usage/${name}.txt`, transcript(args, result, tmpdir()));
  expect(result).toMatchObject({ code: 2, stdout: "" });
});

test("help for a command that is not there names the nearest", async () => {
  const result = await cli("help", "inspct");
  expect(result).toMatchObject({ code: 2, stdout: "" });
  expect(result.stderr).toContain('error[WCT_USAGE]: unknown command "inspct"\n hint: did you mean "inspect"?\n');
  expect((await cli("help", "frobnicate")).stderr).toContain(" hint: see `wct --help`\n");
});

test.each([
  [["runs", "exprt"], 'unknown command "runs exprt"\n hint: did you mean "runs export"?'],
  [["prune"], 'unknown command "prune"\n hint: did you mean "runs prune"?'],
  [["shwo"], 'unknown command "shwo"\n hint: did you mean "runs show"?'],
  [["runs", "xyzzy", "latest"], 'unknown command "runs xyzzy"\n hint: see `wct runs --help`'],
  [["help", "prune"], 'unknown command "prune"\n hint: did you mean "runs prune"?'],
])("%j leads to the nearest command, wherever it is", async (args, said) => {
  expect(await cli(...args)).toEqual({ code: 2, stdout: "", stderr: `error[WCT_USAGE]: ${said}\n` });
});

test.each([60, 80, 100])("every help fits a terminal of %i columns", async (columns) => {
  for (const command of ["", ...commands]) {
    const args = [...command.split(" ").filter((word) => word !== ""), "--help"];
    const { stdout } = await runCli(args, { cwd: tmpdir(), terminal: true, columns });
    const wide = stdout.split("\n").filter((line) => line.length > columns);
    expect([command, wide]).toEqual([command, []]);
  }
});

test.each([
  [
    ["help", "runs", "export"],
    ["runs", "export", "--help"],
  ],
  [["help", "--help"], ["--help"]],
])("wct %s is help of what it names", async (asked, same) => {
  const cwd = import.meta.dirname;
  expect(await runCli(asked, { cwd })).toEqual(await runCli(same, { cwd }));
});
