import fc from "fast-check";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { insertActivities } from "./insert-activities.ts";

const entry = ["- id: new", "  name: New # what people call it", "", "  # owner: WHO"];

function inserted(text: string, entries: readonly (readonly string[])[] = [entry]): string {
  const result = insertActivities(text, entries);
  if (!result.ok) throw new Error(result.problem);
  return result.text;
}

test("an entry goes behind the last one, and all else stays byte for byte", () => {
  const text = `# Organisation
controller: { name: "Acme" }   # two spaces

activities:
  # the first one
  - id: orders
    name: Orders
    # left out: the owner

  - id: crm
    name: 'CRM'
    # left out: transfers

# What holds for all
retention: []
`;
  expect(inserted(text)).toBe(
    text.replace(
      "    # left out: transfers\n",
      `    # left out: transfers

  - id: new
    name: New # what people call it

    # owner: WHO
`,
    ),
  );
});

test.each([
  ["an empty file", "", "activities:\n  - id: new\n"],
  ["only comments", "# nothing yet\n", "# nothing yet\nactivities:\n  - id: new\n"],
  ["no activities", "controller: { name: A }\n", "controller: { name: A }\n\nactivities:\n  - id: new\n"],
  ["no line end", "controller: { name: A }", "controller: { name: A }\n\nactivities:\n  - id: new\n"],
  ["an empty list", "activities: []\ndpo: none\n", "activities:\n  - id: new\ndpo: none\n"],
  ["a comment behind an empty list", "activities: [] # none\n", "activities: # none\n  - id: new\n"],
  ["no value", "activities:\ndpo: none\n", "activities:\n  - id: new\ndpo: none\n"],
  ["null", "activities: ~\ndpo: none\n", "activities:\n  - id: new\ndpo: none\n"],
  ["dashes without indentation", "activities:\n- id: a\n  name: A\n", "activities:\n- id: a\n  name: A\n\n- id: new\n"],
  ["deep indentation", "activities:\n    - id: a\n", "activities:\n    - id: a\n\n    - id: new\n"],
  [
    "entries in braces",
    "activities:\n  - { id: a }\ndpo: none\n",
    "activities:\n  - { id: a }\n\n  - id: new\ndpo: none\n",
  ],
  [
    "a comment at the end of the line",
    "activities:\n  - { id: a } # mine\n",
    "activities:\n  - { id: a } # mine\n\n  - id: new\n",
  ],
  ["no line end behind the list", "activities:\n  - id: a", "activities:\n  - id: a\n\n  - id: new\n"],
  ["a document end", "activities:\n  - id: a\n...\n", "activities:\n  - id: a\n\n  - id: new\n...\n"],
  ["a byte order mark", "\uFEFFactivities:\n  - id: a\n", "\uFEFFactivities:\n  - id: a\n\n  - id: new\n"],
  [
    "a text of several lines at the end",
    "activities:\n  - id: a\n    owner: |\n      one\n      two\ndpo: none\n",
    "activities:\n  - id: a\n    owner: |\n      one\n      two\n\n  - id: new\ndpo: none\n",
  ],
  [
    "comments of the next key",
    "activities:\n  - id: a\n\n# about the officer\ndpo: none\n",
    "activities:\n  - id: a\n\n  - id: new\n\n# about the officer\ndpo: none\n",
  ],
])("%s", (_, text, expected) => {
  expect(inserted(text, [["- id: new"]])).toBe(expected);
});

test("line ends of Windows stay, also in what is added", () => {
  const text = inserted("activities:\r\n  - id: a\r\n", [["- id: new", "  name: N"]]);
  expect(text).toBe("activities:\r\n  - id: a\r\n\r\n  - id: new\r\n    name: N\r\n");
});

test.each([
  ["activities: [{ id: a }]\n", "not a list with dashes"],
  ["{ activities: [] }\n", "in braces"],
  ["- a\n", "not a map"],
  ["a: [\n", "not well-formed"],
  ["activities: []\n---\nactivities: []\n", "several"],
  ["activities: text\n", "not a list with dashes"],
  ["x: &x [{ id: a }]\nactivities: *x\n", "not a list with dashes"],
])("%j is refused with what to do", (text, problem) => {
  expect(insertActivities(text, [entry])).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
});

test("what the file says is the same, with one activity more", () => {
  const word = fc.string({ unit: "grapheme", maxLength: 12 });
  const activity = fc.record({ id: word, name: word, systems: fc.array(word, { maxLength: 2 }) });
  fc.assert(
    fc.property(fc.array(activity, { maxLength: 3 }), fc.dictionary(word, word, { maxKeys: 3 }), (all, rest) => {
      delete rest["activities"];
      const content = { ...rest, activities: all };
      const text = stringify(content);
      const result = insertActivities(text, [["- id: new"]]);
      if (!result.ok) return;
      expect(parse(result.text)).toEqual({ ...rest, activities: [...all, { id: "new" }] });
    }),
  );
});
