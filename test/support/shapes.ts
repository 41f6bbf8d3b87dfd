import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { Command } from "commander";
import { expect } from "vitest";
import { schemaFiles } from "../../scripts/json-schemas.ts";
import { processIo } from "../../src/cli/io.ts";
import { declareProgram } from "../../src/cli/program.ts";
import { safeIo } from "../../src/cli/safe-output.ts";

const ajv = new Ajv2020({
  strict: true,
  strictTypes: "log",
  allErrors: true,
  formats: { "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/ },
});

const validators = new Map<string, ValidateFunction>(
  [...schemaFiles().values()].map((text) => {
    const schema = JSON.parse(text);
    return [schema.title, ajv.compile(schema)];
  }),
);

/** What the shipped schema of a kind has against a value; empty: it fits. */
export function shapeErrors(kind: string, value: unknown): ValidateFunction["errors"] & {} {
  const validate = validators.get(kind);
  if (validate === undefined) throw new Error(`no schema of ${kind}`);
  validate(value);
  return validate.errors ?? [];
}

export function expectShape(kind: string, value: unknown): void {
  expect({ kind, errors: shapeErrors(kind, value) }).toEqual({ kind, errors: [] });
}

/** Every command that takes --json, as `runs prune`. */
export function commandsWithJson(): readonly string[] {
  const program = declareProgram({
    io: safeIo(processIo()),
    writeHelp: () => undefined,
    done: async (code) => void (await code),
  });
  return withJson(program, "");
}

function withJson(parent: Command, above: string): readonly string[] {
  return parent.commands.flatMap((command) => {
    const name = `${above}${command.name()}`;
    const own = command.options.some(({ long }) => long === "--json") ? [name] : [];
    return [...own, ...withJson(command, `${name} `)];
  });
}
