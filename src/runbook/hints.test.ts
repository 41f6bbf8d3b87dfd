import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { meantNumber } from "./hints/meant-value.ts";
import { parseRunbook } from "./parse-runbook.ts";
import { asList, inQuotes, requoted } from "./yaml/quoting.ts";

/** Returns the hints, in file order, for a runbook that starts with these lines. */
function hints(top: string, artifact = "{ source: { type: t } }"): (string | undefined)[] {
  const text = `${top}\ndescription: D\nartifacts: { a: ${artifact} }\n`;
  const result = parseRunbook({ file: "r.yaml", bytes: new TextEncoder().encode(text), env: new Map() });
  return (result.ok ? result.warnings : result.diagnostics).map(({ hint }) => hint);
}

test.each(["1.10", "007", "0x1F", "0o17", "1e3", ".5", "+1", "-0", "True", "FALSE"])(
  "what is no text is quoted as it is written: %s",
  (written) => {
    expect(hints(`name: ${written}`)).toEqual([`write it in quotes: "${written}"`]);
  },
);

test.each(["~", "null", "Null", "{x}", "[draft]", "{ a: 1 }"])(
  "what may be meant as a text is quoted if it is: %s",
  (written) => {
    expect(hints(`name: ${written}`)).toEqual([`write it in quotes if it is a text: "${written}"`]);
  },
);

test.each(["1_000", "yes", "on", "2026-01-05", "12:30", "0b1"])("a text of YAML 1.2 is a text: %s", (written) => {
  expect(hints(`name: ${written}`)).toEqual([]);
});

test.each([
  ["@foo bar # note", '"@foo bar"'],
  ["`foo` x", '"`foo` x"'],
  ["%foo", '"%foo"'],
  [", x", '", x"'],
  ["*.txt", '"*.txt"'],
  ["**/*.csv", '"**/*.csv"'],
  ["*.txt and more", '"*.txt and more"'],
  ["*", '"*"'],
  ["| x", '"| x"'],
  [">=5", '">=5"'],
  ["- x", '"- x"'],
  ["? x", '"? x"'],
  ["]x", '"]x"'],
  ["{shop} data", '"{shop} data"'],
  ["[draft] x", '"[draft] x"'],
  ["{{ name }}", '"{{ name }}"'],
  ['"My" shop', `'"My" shop'`],
  ["'it's'", `"it's"`],
  ['"a "b" c"', `'a "b" c'`],
  ["Shop: data", '"Shop: data"'],
  ["#1 shop", '"#1 shop"'],
  ["&co", '"&co"'],
  ["!important note", '"!important note"'],
  ['"C:\\Users\\x"', "'C:\\Users\\x'"],
])("a text that begins like something else is told with its quotes: %s", (written, quoted) => {
  const [hint, ...others] = hints(`name: ${written}`);
  expect([hint?.includes(quoted), others]).toEqual([true, []]);
});

test.each([
  ["tags: [!*.log, a]", "[!*.log"],
  ["tags: [*.txt, b]", '"*.txt"'],
  ["tags: [@a, b]", '"@a"'],
])("in a list in brackets a text ends before the next one: %s", (tags, quoted) => {
  const [hint] = hints("name: N", `{ source: { type: t }, ${tags} }`);
  expect(hint).toMatch(tags.includes("!") ? /^remove the tag/ : quoted);
});

test("a text that loses its beginning to an anchor is warned of, but not a common part", () => {
  expect(hints("name: &co partners")).toEqual(['remove it, or write the text in quotes: "&co partners"']);
  expect(hints("name: N\nx-parts: [&one a.csv, &two b.csv]")).toEqual([]);
});

test("an alias that is misspelt leads to its anchor", () => {
  expect(hints("x-a: &common { b: 1 }\nname: *comon")).toEqual(["write *common"]);
});

test.each([
  ["5m", "write 300"],
  ["1h30m", "write 5400"],
  ["90 seconds", "write 90"],
  ["500ms", "write 0.5"],
  ["PT5M", "write 300"],
  ["1:30:00", "write 5400"],
  ['"60"', "write 60, without quotes"],
  ["1_000", "write 1000"],
  ["soon", "write the seconds as one number, without a unit"],
  ["1:30", "write the seconds as one number, without a unit"],
])("a duration is told in seconds where it has one meaning: %s", (written, hint) => {
  expect(hints("name: N", `{ source: { type: t }, timeout: ${written} }`)).toEqual([hint]);
});

test.each([
  ["output: yes", "write true"],
  ["output: Off", "write false"],
  ['output: "true"', "write true"],
  ["output: 1", "write true"],
  ["output: maybe", "write true or false, without quotes"],
  ["tags: 1.10", 'write ["1.10"]'],
  ["tags: pii", "write [pii]"],
  ["tags: pii, slow", "write [pii, slow]"],
  ['tags: "a: b"', 'write ["a: b"]'],
])("another type is told as it is to be written: %s", (written, hint) => {
  expect(hints("name: N", `{ source: { type: t }, ${written} }`.replace("pii, slow", '"pii, slow"'))).toEqual([hint]);
});

const line = fc
  .string({ unit: "binary", maxLength: 30 })
  .filter((text) => !/[\p{Cc}\uD800-\uDFFF\uFEFF\u2028\u2029]/u.test(text));

test("what a hint puts in quotes is read as exactly the text that was written", () => {
  fc.assert(
    fc.property(line, (text) => {
      expect(parse(inQuotes(text))).toBe(text);
      expect(parse(requoted(text))).toBe(/^(["']).*\1$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text);
      const items = text.split(/,\s*/).filter((part) => part !== "");
      expect(parse(asList(text))).toEqual(items);
    }),
  );
});

test("a number that is told keeps its value", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }), (value) => {
      expect(Number(meantNumber(String(value), "seconds"))).toBe(value);
    }),
  );
});

test.each([
  ["[*]", 'write it in quotes: "*"'],
  ["[*in]", 'write the value out, or, if * belongs to the text, write it in quotes: "*in"'],
  ["[!x]", 'remove the tag, or, if ! belongs to the text, write it in quotes: "!x"'],
  ["'it's'", `put all of it in quotes: "it's"`],
])("a sign or a quote within brackets is answered as on a line of its own: %s", (written, hint) => {
  expect(hints("name: N", `{ source: { type: t, properties: { path: ${written} } } }`)).toContain(hint);
});
