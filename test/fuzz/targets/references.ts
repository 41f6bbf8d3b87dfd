import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect } from "vitest";
import { resolveRun } from "../../../src/app/open/run-reference.ts";
import { environment } from "../../../src/app/places/env.ts";
import { processIo } from "../../../src/cli/io.ts";
import { safeIo } from "../../../src/cli/safe-output.ts";
import { isWctError } from "../../../src/diagnostics/index.ts";
import type { RecordStore } from "../../../src/domain/index.ts";
import { parseSchemaRef, satisfies } from "../../../src/schema/index.ts";
import { createMemoryStore } from "../../../src/store/index.ts";
import { numberEvents, runFinished, runStarted } from "../../../src/testing/sample-events.ts";
import { bytesOf, type Target, textOf, withinBudget } from "../target.ts";

const mixed = (pieces: readonly string[]): fc.Arbitrary<Uint8Array> =>
  fc
    .array(
      fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: "binary", maxLength: 4 })),
      {
        maxLength: 8,
      },
    )
    .map((parts) => bytesOf(parts.join("")));

let shared: Promise<RecordStore> | null = null;

async function storeWithRuns(): Promise<RecordStore> {
  const store = createMemoryStore();
  for (const second of [0, 0, 1, 86_400]) {
    const writer = await store.executions.createRun(new Date(Date.UTC(2025, 11, 9, 14, 30, 22) + second * 1000));
    const end = second === 1 ? [] : [runFinished(second === 0 ? "completed" : "failed")];
    await writer.append({ events: numberEvents(writer.run)(runStarted(), ...end), objects: [] });
    await writer.close();
  }
  return store;
}

const runReferences: Target = {
  name: "run-references",
  inputs: mixed([
    "run_",
    "20251209",
    "_143022",
    "_2",
    "latest",
    ":",
    "failed",
    "completed",
    "interrupted",
    "2",
    "%",
    "*",
  ]),
  runs: 400,
  check: async (input) => {
    shared ??= storeWithRuns();
    const { executions } = await shared;
    const reference = textOf(input);
    const found = await withinBudget(() => resolveRun(executions, reference).catch((error: unknown) => error));
    if (!(found instanceof Error)) {
      const { id } = found as { readonly id: string };
      expect(reference.startsWith("latest") || id.startsWith(reference) || id.startsWith(`run_${reference}`)).toBe(
        true,
      );
      return;
    }
    if (!isWctError(found)) throw found;
    expect(["WCT_RUN_NOT_FOUND", "WCT_RUN_AMBIGUOUS"]).toContain(found.code);
    expect(found.diagnostics[0]?.hint).toBeTruthy();
  },
};

const schemaReferences: Target = {
  name: "schema-references",
  inputs: mixed(["standard_input", ":", "1", ".", "0", "1.0.0", "?", "-", "999999", "01", "1e3", " "]),
  runs: 800,
  check: (input) => {
    const text = textOf(input);
    const parsed = parseSchemaRef(text);
    if (parsed === null) return;
    expect(`${parsed.name}:${parsed.major}.${parsed.minor}.${parsed.patch}`).toBe(text);
    expect(satisfies(parsed, parsed)).toBe(true);
  },
};

const shell = { ...processIo(), env: new Map([["SET", "already"]]) };

const environmentFiles: Target = {
  name: "environment-files",
  inputs: fc.oneof(
    mixed([
      "A=",
      "B=1\n",
      "export C=x\n",
      "# no\n",
      '"',
      "'",
      "`",
      "\n",
      "\r\n",
      "=",
      " ",
      "__proto__=1\n",
      "${A}",
      "\\n",
    ]),
    fc.uint8Array({ maxLength: 60 }),
  ),
  runs: 200,
  check: async (input) => {
    const dir = mkdtempSync(join(tmpdir(), "wct-fuzz-"));
    try {
      writeFileSync(join(dir, ".env"), input);
      const io = safeIo({ ...shell, cwd: dir });
      const variables = await withinBudget(() => environment(io, ".env"));
      expect(variables.get("SET")).toBe("already");
      for (const [name, value] of variables) expect([typeof name, typeof value]).toEqual(["string", "string"]);
    } finally {
      rmSync(dir, { recursive: true });
    }
  },
};

export const referenceTargets: readonly Target[] = [runReferences, schemaReferences, environmentFiles];
