import { describe, expect, test } from "vitest";
import type { JsonValue, MessageReader, MessageRef } from "../../domain/index.ts";
import { jsonVariable } from "./json-variable.ts";
import { messageVariable } from "./message-variable.ts";
import { type ChildPage, VariableReferences } from "./references.ts";

const page = (more: Partial<ChildPage> = {}): ChildPage => ({
  kind: undefined,
  start: 0,
  count: undefined,
  signal: new AbortController().signal,
  ...more,
});

/** Content of many elements, which notes the ranges that are read. */
function largeContent(elements: number) {
  const read: (readonly [from: number, to: number])[] = [];
  const reader = {
    elements,
    rest: async () => ({ name: "all", config: {} }),
    async *batches(from = 0, to = elements): AsyncGenerator<readonly JsonValue[]> {
      read.push([from, to]);
      for (let at = from; at < to; at += 30) {
        yield Array.from({ length: Math.min(30, to - at) }, (_, i) => ({ id: `row-${at + i}` }));
      }
    },
  } as unknown as MessageReader;
  const message = {
    schema: "standard_input:1.0.0",
    digest: "d",
    bytes: 5_000_000,
    elements,
    summary: null,
    kept: true,
  };
  return { read, artifacts: { open: async () => reader }, message: message as unknown as MessageRef };
}

describe("a stream of 100,000 elements is read by page", () => {
  const references = new VariableReferences();
  const { read, artifacts, message } = largeContent(100_000);
  const shown = messageVariable(references, { name: "rows", message, stream: "items", artifacts });

  test("its content is not opened before it is expanded", () => {
    expect(shown).toMatchObject({ value: "standard_input:1.0.0, 100,000 elements, 5.0 MB", type: message.schema });
    expect(read).toEqual([]);
  });

  test("a page reads its own elements and no other", async () => {
    const [stream, name] = await references.get(shown.variablesReference).children(page());
    expect(stream).toMatchObject({ name: "items", indexedVariables: 100_000, value: "array of 100,000" });
    expect(name).toMatchObject({ name: "name", value: '"all"' });
    const indexed = references.get(stream!.variablesReference);
    const elements = await indexed.children(page({ kind: "indexed", start: 99_900, count: 100 }));
    expect(read).toEqual([[99_900, 100_000]]);
    expect(elements).toHaveLength(100);
    expect(elements[99]).toMatchObject({ name: "[99999]", value: '{id: "row-99999"}', namedVariables: 1 });
  });

  test("without a page the first 100 are read, and a last line says how many there are", async () => {
    const [stream] = await references.get(shown.variablesReference).children(page());
    const elements = await references.get(stream!.variablesReference).children(page());
    expect(read.at(-1)).toEqual([0, 100]);
    expect(elements).toHaveLength(101);
    expect(elements.at(-1)).toMatchObject({ name: "…", value: expect.stringMatching(/^99,900 more/) });
  });

  test("a page of more than 1000 is cut, and says so", async () => {
    const [stream] = await references.get(shown.variablesReference).children(page());
    const elements = await references.get(stream!.variablesReference).children(page({ start: 5, count: 50_000 }));
    expect(read.at(-1)).toEqual([5, 1005]);
    expect(elements).toHaveLength(1001);
  });

  test("reading ends when the request is cancelled", async () => {
    const [stream] = await references.get(shown.variablesReference).children(page());
    const reading = references.get(stream!.variablesReference).children(page({ signal: AbortSignal.abort() }));
    await expect(reading).rejects.toThrow("aborted");
  });
});

describe("a value is shown", () => {
  const shown = (value: unknown) => jsonVariable(new VariableReferences(), { name: "v", value });

  test.each([
    ["text", '"text"', "string"],
    [12, "12", "number"],
    [12n, "12", "number"],
    [true, "true", "boolean"],
    [null, "null", "null"],
    [[], "array of 0", "array"],
    [[1, 2], "array of 2", "array"],
    [{}, "{}", "object"],
    [{ a: 1, b: [1], c: { d: 1 } }, "{a: 1, b: [1], c: {…}}", "object"],
  ])("case %# as %s", (value, text, type) => {
    expect(shown(value)).toMatchObject({ value: text, type });
  });

  test("a long text is cut, which its end says", () => {
    const { value } = shown("x".repeat(12_345));
    expect(value).toMatch(/^"x{999}… \(cut: 12,345 characters\)$/);
  });

  test("an object with much in it is previewed by its first keys", () => {
    const { value } = shown(
      Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`key${i}`, "text of some length"])),
    );
    expect(value).toMatch(/^\{key0: "text of some length", .*, \d+ more\}$/);
    expect(value.length).toBeLessThan(140);
  });
});

test("a reference of an earlier stop is refused, also when there are new ones", () => {
  const references = new VariableReferences();
  const old = references.add({ children: () => [] });
  references.clear();
  const fresh = references.add({ children: () => [] });
  expect(fresh).not.toBe(old);
  expect(() => references.get(old)).toThrow(`the variable ${old} is of an earlier stop`);
});
