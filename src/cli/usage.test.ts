import { expect, test } from "vitest";
import { usageError } from "./usage.ts";

test.each([
  ["error: unknown command 'rnu'\n(Did you mean run?)", 'unknown command "rnu"', 'did you mean "run"?'],
  [
    "error: unknown option '--s'\n(Did you mean one of --store, --since?)",
    'unknown option "--s"',
    'did you mean "--store", "--since"?',
  ],
  ["error: missing required argument 'runbook'", 'missing required argument "runbook"', "see `wct --help`"],
  [
    "error: missing required argument 'run'",
    'missing required argument "run"',
    "write `latest` for the newest run; `wct runs` lists all",
  ],
  [
    "error: command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.",
    'argument "shell" cannot be "tcsh"',
    "allowed choices are bash, zsh, fish",
  ],
  [
    "error: option '--limit <n>' argument '0' is invalid. Write a whole number from 1.",
    'option "--limit <n>" argument "0" is invalid',
    "write a whole number from 1",
  ],
  [
    "error: too many arguments for 'runs'. Expected 0 arguments but got 1: a.b.",
    'too many arguments for "runs"',
    "expected 0 arguments but got 1: a.b",
  ],
])("%j becomes a message and a hint", (said, message, hint) => {
  expect(usageError(said)).toMatchObject({ code: "WCT_USAGE", diagnostics: [{ message, hint }] });
});

test("what is missing of a command is explained by its own help", () => {
  const { diagnostics } = usageError("error: missing required argument 'file'", ["runs", "export"]);
  expect(diagnostics).toMatchObject([{ hint: "see `wct runs export --help`" }]);
});
