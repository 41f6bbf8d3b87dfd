import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldsOf } from "./index.ts";

const any = () => true;

function read(path: string, text: string, cuts: readonly number[] = []) {
  const reader = fieldsOf(path, any)!;
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  for (const [index, start] of places.entries()) reader.feed(text.slice(start, places[index + 1] ?? start));
  const fields = reader.finish();
  return fields && Object.fromEntries([...fields].map(([field, { distinct }]) => [field, distinct]));
}

describe("JSON", () => {
  const text = '{"people":[{"name":"A \\"B\\"","tags":["x","y"],"n":1.5,"on":true,"no":null},{"name":"\\u00e9"}]}';
  const fields = {
    "people[].name": ['A "B"', "é"],
    "people[].tags[]": ["x", "y"],
    "people[].n": ["1.5"],
    "people[].on": ["true"],
  };

  test("gives each field with its values", () => expect(read("a.json", text)).toEqual(fields));
  test("may be cut anywhere", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 6 }), (cuts) => {
        expect(read("a.json", text, cuts)).toEqual(fields);
      }),
    );
  });
  test("lines are documents", () => expect(read("a.jsonl", '{"a":"1"}\n{"a":"2"}\n')).toEqual({ a: ["1", "2"] }));
  test("keys that are values do not show", () => {
    expect(read("a.json", '{"jane@shop.com":{"x":"1"},"Jane Roe":"2","4917123":"3","ok":"4"}')).toEqual({ ok: ["4"] });
  });
  test("keys of a map of records do not show", () => {
    const people = Object.fromEntries(["ann", "bob", "cora", "dan", "eve"].map((name, i) => [name, { phone: `${i}` }]));
    expect(read("a.json", JSON.stringify({ people, home: { phone: "9" } }))).toEqual({
      "people.*.phone": ["0", "1", "2", "3", "4"],
      "home.phone": ["9"],
    });
  });
  test("that is none gives nothing", () => {
    expect(read("a.json", "hello { there")).toBeUndefined();
    expect(read("a.json", '{"a": [}')).toBeUndefined();
    expect(read("a.json", "[".repeat(100))).toBeUndefined();
  });
});

describe("CSV", () => {
  test("gives each column with its values", () => {
    expect(read("a.csv", 'id;name\n1;"Roe; Ann"\n2;"a ""b"""\r\n')).toEqual({
      id: ["1", "2"],
      name: ["Roe; Ann", 'a "b"'],
    });
  });
  test("may be cut anywhere", () => {
    const text = 'id,name,x\n1,"Roe\n, Ann",\n2,"",y\n3,z,"q"';
    const whole = read("a.csv", text);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 6 }), (cuts) => {
        expect(read("a.csv", text, cuts)).toEqual(whole);
      }),
    );
    expect(whole).toEqual({ id: ["1", "2", "3"], name: ["Roe\n, Ann", "z"], x: ["y", "q"] });
  });
  test("without a header gives nothing", () => {
    expect(fieldsOf("a.csv", () => false)!.finish()).toBeUndefined();
    expect(read("a.csv", "Jane,jane@shop.com\nA,b\n")).toBeUndefined();
  });
});

test("other files have no fields", () => expect(fieldsOf("a.txt", any)).toBeUndefined());
