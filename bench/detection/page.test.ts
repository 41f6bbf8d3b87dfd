import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readOptions } from "./options.ts";
import { detectionPage, withFigures } from "./page.ts";

const table = (id: string) => ({ id, title: "T", head: ["type", "P"], rows: [["a|b", ".5"]] });

test("figures replace those of the same table and leave the others", () => {
  const page = "# A\n\n<!-- figures x -->\nold\n<!-- end -->\n\n<!-- figures y -->\nother\n<!-- end -->\n";
  const once = withFigures(page, [table("x")]);
  expect(once).toContain("| a\\|b | .5 |");
  expect(once).not.toContain("old");
  expect(once).toContain("other");
  expect(withFigures(once, [table("x")])).toBe(once);
});

test("the page has a place for every table", () => {
  const page = readFileSync(detectionPage, "utf8");
  const ids =
    "texts texts-by-locale formats columns headers identifiers numbers code published-all published-types speed";
  for (const id of ids.split(" ")) expect(withFigures(page, [table(id)])).toContain("| a\\|b | .5 |");
  expect(() => withFigures(page, [table("z")])).toThrow('has no place for the figures "z"');
});

test("options that would show the half that judges, or write a part of the figures, are refused", () => {
  expect(() => readOptions(["--show", "misses", "--half", "judge"])).toThrow(
    "not understood: --show with --half judge",
  );
  expect(() => readOptions(["--write", "--locale", "de"])).toThrow("--write with a part");
  expect(() => readOptions(["--only", "text"])).toThrow("not understood: --only text");
  expect(readOptions(["--only", "texts,speed", "--show", "noise", "phone"])).toMatchObject({
    only: ["texts", "speed"],
    show: { kind: "noise", type: "phone" },
  });
});
