import { describe, expect, test } from "vitest";
import { pastMessage, pastRun, samplePast } from "../../testing/plans/past.ts";
import { type PlanTextOptions, planText } from "../../testing/plans/plan-kit.ts";

const copy = (fields: string): string => `name: N
description: D
artifacts:
  copy: { reuse: { from_run: "\${RUN:-latest}", artifact: found }${fields} }
`;
const plan = (text: string, options: PlanTextOptions = {}) =>
  planText(text, { context: { past: samplePast }, ...options });
const codes = (text: string, options?: PlanTextOptions) => {
  const result = plan(text, options);
  return result.ok ? "ok" : result.diagnostics.map(({ code, severity }) => `${severity} ${code}`);
};
const artifactIn = (text: string, options?: PlanTextOptions) => {
  const result = plan(text, options);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
  return { artifact: result.plan.artifacts[0], reused: result.reused };
};

describe("an artifact that is reused", () => {
  test("is planned with the run that is meant, what is written, and the recorded schema", () => {
    const { artifact, reused } = artifactIn(copy(""));
    expect(artifact).toMatchObject({
      method: { kind: "reuse", run: pastRun, artifact: "found" },
      inputs: [],
      outputSchema: "personal_data_finding:1.0.0",
      outputStream: "findings",
      config: { from_run: "${RUN:-latest}", artifact: "found" },
    });
    expect([...reused]).toEqual([["copy", expect.objectContaining({ run: pastRun, message: pastMessage })]]);
  });

  test("has the fingerprint of the run that is meant, not of how it is written", () => {
    const one = artifactIn(copy("")).artifact?.fingerprint;
    const same = artifactIn(copy(""), { env: { RUN: "latest" }, context: { past: samplePast } }).artifact?.fingerprint;
    expect(same).toEqual(one);
    const find = () => ({ ...samplePast.find("latest", "found"), run: "run_20260101_000000" }) as never;
    const other = artifactIn(copy(""), { context: { past: { find } } }).artifact?.fingerprint;
    expect(other?.configWritten).toBe(one?.configWritten);
    expect(other?.configResolved).not.toBe(one?.configResolved);
  });

  test("feeds what takes its schema", () => {
    const text = `${copy("")}  text: { source: { type: csv, properties: { path: a.csv } } }
  n: { inputs: [text, copy], process: { type: count } }
`;
    expect(codes(text)).toBe("ok");
  });

  test("may say its schema, and no other", () => {
    expect(codes(copy(', output_schema: "personal_data_finding:1.0.0"'))).toBe("ok");
    expect(codes(copy(', output_schema: "standard_input:1.0.0"'))).toEqual(["error WCT_SCHEMA_OUTPUT"]);
  });
});

describe("a run that is not known", () => {
  test("is an error, also where there is no record at all", () => {
    expect(codes(copy(""), { env: { RUN: "gone" }, context: { past: samplePast } })).toEqual([
      "error WCT_REUSE_RUN_UNKNOWN",
    ]);
    expect(codes(copy(""), { context: {} })).toEqual(["error WCT_REUSE_RUN_UNKNOWN"]);
  });

  test("is a warning where variables may be unset, and there is no plan", () => {
    const options = { noEnv: true, env: { RUN: "gone" }, context: { past: samplePast } };
    expect(codes(copy(""), options)).toEqual(["warning WCT_REUSE_RUN_UNKNOWN"]);
  });

  test("is not asked for while its variable is unset", () => {
    const text = copy("").replace(":-latest", "");
    const find = () => expect.fail("it was asked for");
    expect(codes(text, { noEnv: true, context: { past: { find } } })).toEqual([]);
  });

  test("is not reported before it was looked up", () => {
    expect(codes(copy(""), { context: { past: { find: () => ({ kind: "not-looked-up" }) } } })).toEqual([]);
  });

  test("is told without the value of the variable that names it", () => {
    const result = plan(copy(""), { env: { RUN: "hunter2-run" }, context: { past: samplePast } });
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });
});
