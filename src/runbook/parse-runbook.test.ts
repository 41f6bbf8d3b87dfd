import { expect, test } from "vitest";
import type { ArtifactId } from "../domain/index.ts";
import { type ParsedRunbook, parseRunbook } from "./parse-runbook.ts";

const head = "name: N\ndescription: D\n";

function parse(text: string, options: { env?: Record<string, string>; noEnv?: boolean } = {}): ParsedRunbook {
  const env = new Map(Object.entries(options.env ?? {}));
  const bytes = new TextEncoder().encode(text);
  return parseRunbook({ file: "r.yaml", bytes, env, noEnv: options.noEnv ?? false });
}

function valid(text: string, options: { env?: Record<string, string>; noEnv?: boolean } = {}) {
  const result = parse(text, options);
  if (!result.ok) expect.fail(result.diagnostics.map((d) => d.message).join("\n"));
  return result;
}

function artifact(text: string, id: string) {
  const { artifacts } = valid(text).runbook;
  return artifacts.get(id as ArtifactId) ?? expect.fail(`no artifact ${id}`);
}

function faulty(text: string, options: { env?: Record<string, string> } = {}) {
  const result = parse(text, options);
  return result.ok ? expect.fail("the runbook is valid") : result;
}

function faults(text: string) {
  return faulty(text).diagnostics.map((d) => `${d.code} ${d.location?.line}:${d.location?.column}`);
}

const full = `${head}contact: C
config:
  timeout: 3600
  max_concurrency: 4
  workers: 2
  cost_limit: 5.5
  retain: derived
  secrets: [TOKEN]
  template_paths: [./templates]
artifacts:
  db:
    name: Database
    description: The shop
    contact: Someone
    source: { type: sqlite, properties: { path: ./a.db } }
  copy:
    reuse: { from_run: latest, artifact: db }
  join:
    inputs: [db, copy]
  found:
    inputs: join
    process: { type: personal_data }
    output: true
    optional: true
    breakpoint: both
    timeout: 0.5
    retain: false
    tags: [pii, slow]
    output_schema: "personal_data_finding:1.0.0"
`;

test("the top of a runbook and its config are read", () => {
  const { runbook, warnings } = valid(full, { env: { TOKEN: "t" } });
  expect(warnings).toEqual([]);
  expect(runbook).toMatchObject({ file: "r.yaml", text: full, name: "N", description: "D", contact: "C" });
  expect(runbook.config).toMatchObject({
    timeoutMs: 3_600_000,
    maxConcurrency: 4,
    workers: 2,
    costLimit: 5.5,
    retain: "derived",
    secrets: ["TOKEN"],
    templatePaths: ["./templates"],
    placeholders: {},
  });
});

test("artifacts keep the order of the file", () => {
  expect([...valid(full).runbook.artifacts.keys()]).toEqual(["db", "copy", "join", "found"]);
});

test("a derived artifact is read with everything it says", () => {
  const found = artifact(full, "found");
  expect(found).toMatchObject({
    id: "found",
    location: { file: "r.yaml", line: 22, column: 3, endLine: 22, endColumn: 8 },
    group: [],
    inputs: [{ value: "join", location: { line: 23, column: 13 } }],
    method: { kind: "process", type: { value: "personal_data", location: { line: 24, column: 22 } } },
    output: true,
    optional: true,
    breakpoint: "both",
    timeoutMs: 500,
    retain: false,
    tags: ["pii", "slow"],
    outputSchema: { value: "personal_data_finding:1.0.0" },
  });
});

test("what an artifact does not say has its default", () => {
  expect(artifact(full, "join")).toMatchObject({
    name: null,
    description: null,
    contact: null,
    method: { kind: "pass-through" },
    output: false,
    optional: false,
    breakpoint: null,
    timeoutMs: null,
    retain: null,
    tags: [],
    outputSchema: null,
  });
});

test("config that is left out, or empty, has its defaults", () => {
  const rest = "artifacts: { a: { source: { type: t } } }\n";
  const { config } = valid(head + rest).runbook;
  expect(config).toMatchObject({
    timeoutMs: null,
    maxConcurrency: 10,
    workers: null,
    costLimit: null,
    retain: "all",
    secrets: [],
    templatePaths: [],
    placeholders: {},
  });
  expect(valid(`${head}config:\n${rest}`).runbook.config).toEqual(config);
});

test("a timeout below a millisecond is one millisecond", () => {
  expect(artifact(`${head}artifacts: { a: { source: { type: t }, timeout: 0.0001 } }`, "a").timeoutMs).toBe(1);
});

test("reuse keeps what was written beside what it means", () => {
  const text = `${head}artifacts: { a: { reuse: { from_run: "\${RUN}", artifact: b } } }`;
  const { method } = [...valid(text, { env: { RUN: "latest" } }).runbook.artifacts.values()][0] ?? expect.fail();
  expect(method).toMatchObject({ kind: "reuse", fromRun: { value: "latest" }, writtenRun: "${RUN}" });
});

test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
  "%s is an artifact and a property like any other",
  (name) => {
    const { method } = artifact(
      `${head}artifacts: { ${name}: { source: { type: t, properties: { ${name}: 1 } } } }`,
      name,
    );
    if (method.kind !== "source") expect.fail();
    expect(Object.entries(method.properties.written)).toEqual([[name, 1]]);
    expect(Object.getPrototypeOf(method.properties.written)).toBe(Object.prototype);
  },
);

test("an unknown key __proto__ is reported", () => {
  expect(faults(`${head}__proto__: 1\nartifacts: { a: { source: { type: t }, __proto__: {} } }`)).toEqual([
    "WCT_RUNBOOK_UNKNOWN_KEY 3:1",
    "WCT_RUNBOOK_UNKNOWN_KEY 4:40",
  ]);
});

test("an anchor's node is read wherever an alias names it", () => {
  const text = `${head}artifacts:
  a: { source: { type: t, properties: &p { path: x } } }
  b: { source: { type: t, properties: *p } }
`;
  const { method } = artifact(text, "b");
  if (method.kind !== "source") expect.fail();
  expect(method.properties.written).toEqual({ path: "x" });
  expect(method.properties.at(["path"])).toMatchObject({ line: 4, column: 50 });
});

test("a fault in a node with aliases is told once", () => {
  const text = `${head}artifacts:
  a: { source: { type: t, properties: &p { path: "\${UNSET}" } } }
  b: { source: { type: t, properties: *p } }
`;
  expect(faults(text)).toEqual(["WCT_RUNBOOK_ENV_MISSING 4:51"]);
});

test.each(["&a [x]\nb: *a", "1\n%YAML 1.1", "!!str 5"])(
  "%j after a key ends in diagnostics, not in a throw",
  (value) => {
    expect(parse(`a: ${value}`).ok).toBe(false);
  },
);

test("YAML 1.1 words stay text, even under a directive", () => {
  const text = `%YAML 1.1\n---\n${head}artifacts: { a: { source: { type: t, properties: { on: yes, n: 0o10 } } } }`;
  const { method } = artifact(text, "a");
  expect(method).toMatchObject({ properties: { written: { on: "yes" } } });
});

test("a byte order mark and Windows line ends move nothing", () => {
  const text = `\uFEFF${head.replaceAll("\n", "\r\n")}artifacts:\r\n  a: { source: { type: t } }\r\n`;
  expect(artifact(text, "a").location).toEqual({ file: "r.yaml", line: 4, column: 3, endLine: 4, endColumn: 4 });
});

test("several faults come in file order", () => {
  expect(
    faults(
      `nam: N\ndescription: D\nartifacts:\n  a: { inputs: [b, b], output: maybe }\n  9: {}\nconfig: { workers: 0 }`,
    ),
  ).toEqual([
    "WCT_RUNBOOK_UNKNOWN_KEY 1:1",
    "WCT_ARTIFACT_DUPLICATE_INPUT 4:20",
    "WCT_RUNBOOK_BAD_VALUE 4:32",
    "WCT_ARTIFACT_BAD_ID 5:3",
    "WCT_ARTIFACT_NO_METHOD 5:3",
    "WCT_RUNBOOK_BAD_VALUE 6:20",
  ]);
});

test("with --no-env an unset variable is a warning and its placeholder stays", () => {
  const text = `${head}config: { timeout: "\${T}" }\nartifacts: { a: { source: { type: t, properties: { p: "x\${P}y" } } } }`;
  const { runbook, warnings } = valid(text, { noEnv: true });
  expect(warnings.map((d) => [d.code, d.severity, d.location?.line, d.location?.column])).toEqual([
    ["WCT_RUNBOOK_ENV_MISSING", "warning", 3, 21],
    ["WCT_RUNBOOK_ENV_MISSING", "warning", 4, 57],
  ]);
  expect(runbook.config.timeoutMs).toBeNull();
  const { method } = [...runbook.artifacts.values()][0] ?? expect.fail();
  expect(method).toMatchObject({ properties: { resolved: { p: "x${P}y" } } });
});

test("with --no-env a malformed placeholder is still an error", () => {
  expect(
    parse(`${head}artifacts: { a: { source: { type: t, properties: { p: "\${-}" } } } }`, { noEnv: true }).ok,
  ).toBe(false);
});

test("config takes numbers from the environment, and keeps what is written beside them", () => {
  const text = `${head}config: { timeout: "\${T}", workers: "\${W:-3}", max_concurrency: 4 }\nartifacts: { a: { source: { type: t } } }`;
  const { config } = valid(text, { env: { T: "1.5" } }).runbook;
  expect(config).toMatchObject({
    ...{ timeoutMs: 1500, workers: 3, maxConcurrency: 4 },
    placeholders: { timeout: "${T}", workers: "${W:-3}" },
  });
});

const withSecrets = (secrets: string) =>
  `${head}config: { secrets: ${secrets} }\nartifacts: { a: { source: { type: t } } }`;

test.each(['["${S}"]', '"${S}"', "[A, '${S:-x}']", '["x${S}"]', "['${UNSET}']"])(
  "config.secrets: %s is refused, since it would store the value as a name",
  (secrets) => {
    const text = withSecrets(secrets);
    const found = faulty(text, { env: { S: "hunter2", A: "a" } }).diagnostics;
    expect(found.map(({ code, severity }) => `${code} ${severity}`)).toEqual(["WCT_RUNBOOK_BAD_VALUE error"]);
    expect(found[0]?.message).toMatch(/^"config.secrets" takes names of variables, but "[^"]+" is a value$/);
    expect(JSON.stringify(found)).not.toContain("hunter2");
  },
);

test.each(["$S", "S=x", "two words"])("config.secrets refuses %j, which no variable can be called", (name) => {
  expect(faults(withSecrets(`["${name}"]`))).toEqual(["WCT_RUNBOOK_BAD_VALUE 3:21"]);
});

test("a variable that config.secrets names and that is not set is a warning at the name", () => {
  const { warnings } = valid(withSecrets("[SET, UNSET]"), { env: { SET: "" } });
  expect(warnings.map(({ code, message, location }) => [code, message, location?.column])).toEqual([
    ["WCT_RUNBOOK_ENV_MISSING", 'environment variable "UNSET", which is listed in "config.secrets", is not set', 26],
  ]);
});

test("a secret cannot be a setting that every record holds", () => {
  const text = withSecrets('[N], max_concurrency: "${N}"');
  expect(faulty(text, { env: { N: "1234567" } }).diagnostics.map(({ message }) => message)).toEqual([
    '"config.max_concurrency" uses "N", which is listed in "config.secrets", but is recorded with every run',
  ]);
});

test("a number in quotes is text, not a number", () => {
  expect(faults(`${head}config: { timeout: "5" }\nartifacts: { a: { source: { type: t } } }`)).toEqual([
    "WCT_RUNBOOK_BAD_VALUE 3:20",
  ]);
});

test("placeholders elsewhere are text", () => {
  expect(
    valid('name: ${A}\ndescription: D\nartifacts: { a: { source: { type: t }, tags: ["${B}"] } }').runbook.name,
  ).toBe("${A}");
});
