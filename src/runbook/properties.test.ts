import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRunbook } from "./parse-runbook.ts";

const runbook = `name: Webshop
description: What the shop holds
config: { timeout: 60, secrets: [TOKEN] }
artifacts:
  db: &db
    source: { type: sqlite, properties: { path: "\${SHOP:-a.db}", list: [1, 2.5, true, null] } }
  found:
    inputs: [db]
    process:
      type: personal_data
      properties:
        note: |
          text
    output: true
`;

const env = new Map([["SHOP", "value"]]);
const parseBytes = (bytes: Uint8Array) => parseRunbook({ file: "r.yaml", bytes, env });
const parseText = (text: string) => parseBytes(new TextEncoder().encode(text));

/** Expects a valid runbook or errors, with each diagnostic located within the file, in file order. */
function expectAnswer(result: ReturnType<typeof parseRunbook>): void {
  const diagnostics = result.ok ? result.warnings : result.diagnostics;
  if (!result.ok) expect(diagnostics.some((d) => d.severity === "error")).toBe(true);
  const places = diagnostics.map(({ location }) => {
    if (location === undefined) return expect.fail("a diagnostic without a place");
    expect(location.line).toBeGreaterThanOrEqual(1);
    expect(location.column).toBeGreaterThanOrEqual(1);
    expect([location.endLine - location.line, location.endColumn]).not.toEqual([0, 0]);
    return location.line * 1e6 + location.column;
  });
  expect(places).toEqual(places.toSorted((a, b) => a - b));
}

test("the runbook that is mutated below is valid", () => {
  expect(parseText(runbook).ok).toBe(true);
});

test("any bytes are answered", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => expectAnswer(parseBytes(bytes))),
    { numRuns: 500 },
  );
});

/** Pieces with a meaning in YAML, and a few without. */
const yamlPieces = fc.constantFrom(
  ...["a", "b: ", ": ", "- ", "? ", "[", "]", "{", "}", ",", "\n", "  ", "\t", "&x ", "*x", "!t ", "!!str ", "|", ">"],
  ...['"', "'", "#", "%", "---\n", "...\n", "${", "}", "$${", "<<: ", "<<: *db", "\\", "é", "😀"],
  ...["artifacts:\n  ", "1", "~", "\r"],
);

test("any text of YAML's own characters is answered", () => {
  const text = fc.array(yamlPieces, { maxLength: 40 }).map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(text, (written) => expectAnswer(parseText(written))),
    { numRuns: 1500 },
  );
});

test("a valid runbook with pieces cut, doubled or replaced is answered", () => {
  const edit = fc.record({
    at: fc.nat(runbook.length),
    cut: fc.nat(30),
    put: fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom("\n", "*db", "- ", "{", "artifacts:", "${X}", "null")),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const text = edits.reduce((t, { at, cut, put }) => t.slice(0, at) + put + t.slice(at + cut), runbook);
      expectAnswer(parseText(text));
    }),
    { numRuns: 800 },
  );
});

test("any JSON in any place of the grammar is answered", () => {
  const place = fc.constantFrom("name", "config", "artifacts", "a", "source", "properties", "inputs", "timeout");
  fc.assert(
    fc.property(place, fc.jsonValue({ maxDepth: 3 }), (key, value) => {
      const source = { type: "t", properties: {}, ...(key === "properties" ? { properties: value } : {}) };
      const a = { source, ...(key === "source" || key === "inputs" || key === "timeout" ? { [key]: value } : {}) };
      const artifacts = { a: key === "a" ? value : a };
      const top = { name: "N", description: "D", artifacts };
      expectAnswer(
        parseText(JSON.stringify(key === "a" || key in a || key in source ? top : { ...top, [key]: value })),
      );
    }),
    { numRuns: 500 },
  );
});

test("what a variable holds is in no diagnostic and in nothing that keeps placeholders", () => {
  const value = fc.stringMatching(/^[a-z0-9]{8,20}$/).map((text) => `SECRET-${text}`);
  fc.assert(
    fc.property(value, (secret) => {
      const text = `name: N
description: D
config: { timeout: "\${V}", workers: "\${V}", retain: "\${V}", secrets: "\${V}", nothing: "\${V}" }
artifacts:
  a: { source: { type: t, properties: { p: "x\${V}y", "\${V}": 1 } }, output: "\${V}" }
  b: { reuse: { from_run: "\${V}", artifact: "\${V}" }, inputs: "\${V}", tags: "\${V}" }
  c: { source: { type: t, properties: { deep: [{ q: "\${V:-d}\${UNSET}\${bad-" }] } } }
`;
      const bytes = new TextEncoder().encode(text);
      const result = parseRunbook({ file: "r.yaml", bytes, env: new Map([["V", secret]]) });
      if (result.ok) expect.fail("the runbook is valid");
      // Values of placeholders are in `resolved` and `fromRun`, which are never printed.
      const shown = JSON.stringify(result, (key, held) => (key === "resolved" || key === "fromRun" ? null : held));
      expect(shown).not.toContain(secret);
    }),
  );
  fc.assert(
    fc.property(value, (secret) => {
      const text = 'name: N\ndescription: D\nartifacts: { a: { source: { type: t, properties: { p: ["x${V}"] } } } }';
      const bytes = new TextEncoder().encode(text);
      const result = parseRunbook({ file: "r.yaml", bytes, env: new Map([["V", secret]]) });
      const { method } = (result.ok && [...result.runbook.artifacts.values()][0]) || expect.fail("not valid");
      const { written, resolved, placeholders } =
        method.kind === "source" ? method.properties : expect.fail("no source");
      expect(JSON.stringify([written, placeholders])).not.toContain(secret);
      expect(resolved).toEqual({ p: [`x${secret}`] });
    }),
  );
});
