import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHistory } from "./history.ts";
import { ScriptInput } from "./script-input.ts";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "wct-input-"));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function* lines(...all: readonly string[]): AsyncGenerator<string> {
  yield* all;
}

const script = (...all: readonly string[]) => {
  const echoed: string[] = [];
  const write = async (text: string): Promise<void> => void echoed.push(text);
  return { input: new ScriptInput("steps.txt", lines(...all), { write }), echoed };
};

describe("a script", () => {
  test("gives each line with its place, echoes it, and passes comments over", async () => {
    const { input, echoed } = script("next", "# why", "  back 2 ");
    expect(await input.isEmpty()).toBe(false);
    const [first, second, third] = [await input.next(), await input.next(), await input.next()];
    expect(first).toEqual({
      text: "next",
      location: { file: "steps.txt", line: 1, column: 1, endLine: 1, endColumn: 5 },
    });
    expect(second?.location).toMatchObject({ line: 3, column: 3, endColumn: 9 });
    expect(third).toBeNull();
    expect(echoed).toEqual(["> next\n", "> # why\n", ">   back 2\n"]);
    expect(input.sourceOf("steps.txt")).toBe("next\n# why\n  back 2 ");
    expect(input.sourceOf("other.txt")).toBeUndefined();
  });

  test("without a line is empty", async () => {
    expect(await script().input.isEmpty()).toBe(true);
  });

  test("ends when it is closed, while a line is waited for", async () => {
    const never = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<IteratorResult<string>>(() => {}) }) };
    const input = new ScriptInput("pipe", never, { write: async () => undefined });
    const next = input.next();
    input.close();
    expect(await next).toBeNull();
  });
});

describe("the history", () => {
  test.each([
    ["where", true],
    ["break findings after", true],
    ["enable 1", true],
    ["error", true],
    ["set config path secret", false],
    ["  se config path secret", false],
    ["print 1 + 1", false],
    ["pri output.size", false],
    ["inspect a $.items[?@.email == 'ada@example.org']", false],
    ['break a if inputs["b"].size > 1', false],
    ["", false],
  ])("of %j is kept: %s", (line, isKept) => {
    const path = join(dir, `history-${Math.abs(line.length)}-${isKept}`);
    rmSync(path, { force: true });
    openHistory(path).add(line);
    expect(openHistory(path).lines).toEqual(isKept ? [line] : []);
  });

  test("has the newest line first, mode 0600, and no line twice in a row", () => {
    const path = join(dir, "history");
    const history = openHistory(path);
    for (const line of ["one", "two", "two"]) history.add(line);
    expect(openHistory(path).lines).toEqual(["two", "one"]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("that exists with another mode is private after the next line", () => {
    const path = join(dir, "open-history");
    writeFileSync(path, "one\n", { mode: 0o644 });
    openHistory(path).add("two");
    expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("that cannot be written or read is no failure", () => {
    const history = openHistory(join(dir, "nowhere", "history"));
    history.add("where");
    expect(history.lines).toEqual([]);
    expect(openHistory(null).lines).toEqual([]);
  });
});
