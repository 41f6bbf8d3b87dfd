import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "vitest";
import { parse } from "yaml";
import { runCli } from "./cli.ts";

/** The files that `wct init` writes. */
export const starterFiles = [
  "wct.yaml",
  "runbook.yaml",
  "organisation.yaml",
  "runbook.schema.json",
  "organisation.schema.json",
];

/** The sources of a runbook by artifact: type and properties. */
export function sourcesIn(runbook: string): Record<string, object> {
  const { artifacts } = parse(readFileSync(runbook, "utf8")) as {
    artifacts: Record<string, { source?: { type: string; properties: object } }>;
  };
  return Object.fromEntries(
    Object.entries(artifacts).flatMap(([id, { source }]) =>
      source === undefined ? [] : [[id, { type: source.type, ...source.properties }]],
    ),
  );
}

interface MadeArtifact {
  readonly id: string;
  readonly status: string;
  readonly elements: number | null;
}

/** The runbook is valid without a warning, and runs to the end; gives what each source was read as. */
export async function runsAtOnce(cwd: string): Promise<readonly MadeArtifact[]> {
  expect(await runCli(["validate", "runbook.yaml"], { cwd })).toMatchObject({ code: 0, stderr: "" });
  const { code, stdout, stderr } = await runCli(["run", "runbook.yaml", "--json", "--workers", "1"], { cwd });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}").artifacts;
}

/** Writes a database with one address. */
export function writeDatabase(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const made = new DatabaseSync(path);
  made.exec("CREATE TABLE t (email TEXT); INSERT INTO t VALUES ('ada@example.org')");
  made.close();
}
