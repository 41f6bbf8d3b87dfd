import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../diagnostics/index.ts";
import { parseRunbook } from "../parse-runbook.ts";
import { applyOverrides, parseConfigPath, parseOverride, showConfigPath } from "./index.ts";

const override = (text: string) => parseOverride(text);
const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return String(error instanceof Error ? error.message : error);
  }
  return "nothing was thrown";
};

test.each([
  ["a.config.limit=10", ["limit"], 10],
  ["a.config.limit='10'", ["limit"], "10"],
  ["a.config.header=true", ["header"], true],
  ["a.config.paths[0]=x", ["paths", 0], "x"],
  ["a.config.paths.0=x", ["paths", "0"], "x"],
  ['a.config.labels["a.b=c"].d=x=y', ["labels", "a.b=c", "d"], "x=y"],
  ["a.config.include=[a, b]", ["include"], ["a", "b"]],
  ["a.config.one={ b: 1 }", ["one"], { b: 1 }],
  ["a.config.one=", ["one"], null],
  ["a.config.one=${X:-y}", ["one"], "${X:-y}"],
  ["a.config.config=1", ["config"], 1],
])("%s is read", (text, path, value) => {
  expect(override(text)).toEqual({ artifact: "a", path, value, written: `--set ${text}` });
});

test.each(["", "a", "a=1", "a.config=1", "a.config.=1", "a.b.c=1", "a.config.b", "a.config.b[x]=1", "a b.config.c=1"])(
  "%j is refused with an example",
  (text) => {
    expect(() => override(text)).toThrow(expect.objectContaining({ code: "WCT_USAGE_OVERRIDE" }));
  },
);

test("a refusal does not quote the value", () => {
  for (const text of ["a.b=hunter2", "a.config.b={hunter2", "a.config.b=*hunter2"]) {
    const message = messageOf(() => override(text));
    expect(message).not.toBe("nothing was thrown");
    if (text !== "a.config.b=*hunter2") expect(message).not.toContain("hunter2");
  }
});

test("a path that is shown is read as the same path", () => {
  const key = fc.oneof(fc.string({ minLength: 1 }), fc.nat({ max: 999 }));
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 5 }), (path) => {
      expect(parseConfigPath(showConfigPath(path))).toEqual(path);
    }),
  );
});

describe("a runbook", () => {
  const text = `name: R
description: R
artifacts:
  a:
    source: { type: csv, properties: { path: "\${P:-a.csv}", list: [x, y], map: { k: v } } }
  b:
    inputs: a
`;
  const parsed = parseRunbook({ file: "r.yaml", bytes: new TextEncoder().encode(text), env: new Map() });
  if (!parsed.ok) throw new Error("the runbook is not valid");
  const { runbook } = parsed;

  function applied(...texts: readonly string[]) {
    const problems: Diagnostic[] = [];
    const env = new Map([["V", "value"]]);
    const report = (problem: Diagnostic): void => void problems.push(problem);
    const { artifacts } = applyOverrides(runbook, texts.map(override), { env, noEnv: false, report });
    const method = [...artifacts.values()][0]?.method;
    if (method?.kind !== "source") throw new Error("the first artifact is a source");
    return { properties: method.properties, problems };
  }

  test("has the values of overrides, with placeholders as written and substituted", () => {
    const { properties, problems } = applied("a.config.path=${V}.csv", "a.config.new=1", "a.config.list.1=z");
    expect(problems).toEqual([]);
    expect(properties.written).toEqual({ path: "${V}.csv", list: ["x", "z"], map: { k: "v" }, new: 1 });
    expect(properties.resolved).toEqual({ path: "value.csv", list: ["x", "z"], map: { k: "v" }, new: 1 });
    expect(properties.placeholders.map(({ path, variable }) => [path, variable])).toEqual([[["path"], "V"]]);
    expect(properties.textAt(["path"])).toBeUndefined();
    expect(properties.textAt(["map", "k"])).toBe("v");
  });

  test("keeps its own values and locations otherwise", () => {
    const before = JSON.stringify([...runbook.artifacts.values()]);
    const { properties } = applied("a.config.map.k=w");
    expect(properties.at(["list", 0])).toMatchObject({ file: "r.yaml", line: 5 });
    expect(JSON.stringify([...runbook.artifacts.values()])).toBe(before);
  });

  test("may have a key that is no ordinary property", () => {
    const { properties } = applied('a.config["__proto__"]=1');
    expect(Object.keys(properties.written)).toContain("__proto__");
    expect(Object.getPrototypeOf(properties.written)).toBe(Object.prototype);
  });

  test.each([
    ["a.config.list[3]=z", "leaves a gap in a list"],
    ["a.config.list.x=z", "leaves a gap in a list"],
    ["a.config.map.k.deeper=z", "below a single value"],
    ["a.config.absent[1]=z", "leaves a gap in a list"],
    ["b.config.x=1", 'artifact "b" passes its inputs through'],
    ["c.config.x=1", 'no artifact "c"'],
    ["a.config.x=${NONE}", 'environment variable "NONE" is not set (set for this run: --set a.config.x=${NONE})'],
    ["a.config.x=${", "is not a well-formed placeholder"],
  ])("does not take %s", (text, message) => {
    const { problems } = applied(text);
    expect(problems.map((problem) => problem.message)).toEqual([expect.stringContaining(message)]);
    expect(problems[0]?.location).toBeUndefined();
  });
});
