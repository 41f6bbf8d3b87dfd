import fc from "fast-check";
import { expect, test } from "vitest";
import { createRedactor } from "./redaction.ts";

const secretly = (...values: readonly string[]) =>
  createRedactor({ secrets: values.map((value, i) => ({ name: `S${i + 1}`, value })), environment: [] });
const openly = (name: string, value: string) => createRedactor({ secrets: [], environment: [{ name, value }] });

test("a secret becomes its placeholder wherever it stands", () => {
  expect(secretly("hunter2").text("xhunter2y hunter2")).toBe("x${S1}y ${S1}");
});

test("what signs mean in a regular expression does not matter", () => {
  expect(secretly("a.*(b)[c]$^|\\?").text("-a.*(b)[c]$^|\\?- axx(b)")).toBe("-${S1}- axx(b)");
});

test("a placeholder's dollar sign is no replacement pattern", () => {
  const redactor = createRedactor({ secrets: [{ name: "$&$1", value: "abc" }], environment: [] });
  expect(redactor.text("abc")).toBe("${$&$1}");
});

test("a secret of one character is replaced", () => {
  expect(secretly("ü").text("für über")).toBe("f${S1}r ${S1}ber");
});

test("an empty secret replaces nothing", () => {
  expect(secretly("").text("text")).toBe("text");
});

test("of values inside each other the longest is named", () => {
  expect(secretly("pass", "password").text("my password, my pass")).toBe("my ${S2}, my ${S1}");
});

test("nothing of two overlapping secrets stays", () => {
  expect(secretly("abcdef", "defghijk").text("<abcdefghijk>")).toBe("<${S2}>");
});

test("neighbouring secrets are named one by one", () => {
  expect(secretly("abc").text("abcabc")).toBe("${S1}${S1}");
});

test.each([
  ["URL-encoded", "pä ss/1!", "p%C3%A4%20ss%2F1!"],
  ["URL-encoded in lower case", "pä ss/1!", "p%c3%a4%20ss%2f1!"],
  ["URL-encoded strictly", "pä ss/1!", "p%C3%A4%20ss%2F1%21"],
  ["as a form's value", "pä ss/1", "p%C3%A4+ss%2F1"],
  ["in JSON", 'say "x"\n', 'say \\"x\\"\\n'],
  ["in JSON of ASCII only", "pä", "p\\u00e4"],
  ["in JSON of ASCII only, upper case", "pÿ", "p\\u00FF"],
  ["in JSON with escaped slashes", "a/b", "a\\/b"],
  ["in base64", "p?", "cD8="],
  ["in base64 for URLs", "??>>", "Pz8-Pg"],
])("a secret is found %s", (_, secret, encoded) => {
  expect(secretly(secret).text(`[${encoded}]`)).toBe("[${S1}]");
});

test("a secret is found in base64 wherever it begins", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 4, unit: "grapheme" }),
      fc.uint8Array({ maxLength: 9 }),
      fc.uint8Array({ maxLength: 9 }),
      (secret, before, after) => {
        const encoded = Buffer.concat([before, Buffer.from(secret, "utf8"), after]).toString("base64");
        expect(secretly(secret).text(encoded)).toContain("${S1}");
      },
    ),
  );
});

test("no secret of four characters or more is left in any text", () => {
  const secret = fc.string({ minLength: 4, unit: fc.constantFrom("a", "b", "%", '"', "\\", "é", ".", "€", "/") });
  fc.assert(
    fc.property(fc.array(secret, { minLength: 1, maxLength: 3 }), fc.string(), (secrets, between) => {
      const text = secretly(...secrets).text(secrets.join(between) + between);
      for (const value of secrets) expect(text.includes(value)).toBe(false);
    }),
  );
});

test("a value of the environment is replaced as a whole word", () => {
  expect(openly("HOST", "db.example").text("at db.example: mydb.example db.examples")).toBe(
    "at ${HOST}: mydb.example db.examples",
  );
});

test("letters beyond ASCII belong to a word", () => {
  expect(openly("NAME", "example").text("exampleß 𝒜example example")).toBe("exampleß 𝒜example ${NAME}");
});

test("a value of the environment below six characters stays", () => {
  expect(openly("MODE", "debug").text("mode debug")).toBe("mode debug");
});

test("content keeps values of the environment, and is the same object without a secret in it", () => {
  const element = { a: "db.example" };
  expect(openly("HOST", "db.example").content(element)).toBe(element);
  expect(secretly("hunter2").content(element)).toBe(element);
});

test("content is redacted in every string, however deep", () => {
  expect(secretly("hunter2").content({ a: ["x hunter2", { b: "hunter2", n: 2 }], c: null })).toEqual({
    a: ["x ${S1}", { b: "${S1}", n: 2 }],
    c: null,
  });
});

test("content with signs that JSON escapes is redacted", () => {
  expect(secretly('q"\\\n').content(['a q"\\\n b'])).toEqual(["a ${S1} b"]);
});

test("a long secret in a key is redacted, a short one is not", () => {
  expect(secretly("hunter2").content({ hunter2: 1 })).toEqual({ "${S1}": 1 });
  expect(secretly("id").content({ id: "id" })).toEqual({ id: "${S1}" });
});

test("a key named __proto__ stays a key", () => {
  const content: unknown = JSON.parse('{"__proto__":"hunter2"}');
  expect(JSON.stringify(secretly("hunter2").content(content))).toBe('{"__proto__":"${S1}"}');
});

test("what JSON cannot hold passes untouched", () => {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  expect(secretly("hunter2").content(cycle)).toBe(cycle);
  expect(secretly("hunter2").content(undefined)).toBe(undefined);
  expect(secretly("hunter2").content(10n)).toBe(10n);
});
