import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { markdownText } from "../text/markdown.ts";
import { type Annotation, fitBlocks, renderAnnotations } from "./index.ts";

const place = { file: "a.yaml", line: 3, column: 5, endLine: 3, endColumn: 9 };
const annotation = (change: Partial<Annotation> = {}): Annotation => ({
  ...{ level: "error", title: "WCT_X", message: "what is wrong", place },
  ...change,
});

describe("annotations", () => {
  test("name file, lines, columns and code", () => {
    expect(renderAnnotations([annotation()])).toBe(
      "::error file=a.yaml,line=3,endLine=3,col=5,endColumn=8,title=WCT_X::what is wrong\n",
    );
    expect(renderAnnotations([annotation({ place: { ...place, endLine: 4 } })])).toBe(
      "::error file=a.yaml,line=3,endLine=4,title=WCT_X::what is wrong\n",
    );
    expect(renderAnnotations([annotation({ place: null, level: "warning" })])).toBe(
      "::warning title=WCT_X::what is wrong\n",
    );
  });

  test("whatever they say stays one command of one line, and is read back as it was", () => {
    const decode = (text: string) =>
      text.replace(/%(25|0D|0A|3A|2C)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (message, file) => {
        // Characters that nobody sees are escaped.
        fc.pre(!/[\p{Default_Ignorable_Code_Point}\u2028\u2029]/u.test(message));
        const line = renderAnnotations([annotation({ message, place: { ...place, file } })]);
        const [, properties = "", data = ""] = /^::error ([^\n\r]*?)::([^\n\r]*)\n$/.exec(line) ?? [];
        expect(decode(data)).toBe(message);
        expect(decode(properties.split(",")[0] ?? "")).toBe(`file=${file}`);
      }),
    );
    expect(renderAnnotations([annotation({ message: "a\n::stop-commands::x %0A" })])).toContain(
      "::a%0A::stop-commands::x %250A\n",
    );
  });

  test("errors come first, and no more than GitHub shows", () => {
    const all = Array.from({ length: 30 }, (_, i) => annotation({ level: i % 2 === 0 ? "warning" : "error" }));
    const lines = renderAnnotations(all).trimEnd().split("\n");
    expect(lines.map((line) => line.split(" ")[0])).toEqual([
      ...Array(10).fill("::error"),
      ...Array(10).fill("::warning"),
    ]);
  });
});

describe("the summary", () => {
  test("takes whole blocks as long as there is room, and says when there was none", () => {
    expect(fitBlocks(["a", "b"], 1000)).toBe("a\n\nb\n\n");
    const [first, second] = ["ä".repeat(400), "b".repeat(400)];
    const text = fitBlocks([first, second], 1000);
    expect(text).toBe(`${first}\n\nThe rest does not fit here: \`wct report\` shows everything.\n`);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1000);
    expect(fitBlocks([first], 10)).toBe("");
  });
});

test.each([
  ["personal_data", "personal_data"],
  ["_x_ *y* `z`", "&#95;x&#95; &#42;y&#42; &#96;z&#96;"],
  ["a|b\nc", "a&#124;b c"],
  ["<img src=x> &amp; [a](b)", "&#60;img src=x&#62; &#38;amp; &#91;a&#93;(b)"],
  ["@team #12 https://x www.x", "@<!-- -->team #<!-- -->12 https&#58;//x www<!-- -->.x"],
  ["standard_input:1.0.0", "standard_input:1.0.0"],
])("%j in Markdown is %j", (text, shown) => {
  expect(markdownText(text)).toBe(shown);
});
