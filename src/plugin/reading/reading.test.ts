import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { collectRecords, readContent } from "./index.ts";

async function partsOf(path: string, bytes: Uint8Array, options = {}) {
  const parts = [];
  for await (const part of readContent({ path, bytes }, options)) parts.push(part);
  return parts;
}

test("a connector reads a file in memory as the filesystem connector reads files", async () => {
  const parts = await partsOf("people.csv.gz", gzipSync("name,email\nInes,ines@muster.de\nJo,jo@pohl.de\n"));
  const items = parts.flatMap((part) => (part.kind === "item" ? part.item : []));
  expect(items.map(({ id, kind }) => [id, kind])).toEqual([
    ["people.csv.gz › people.csv#1", "text"],
    ["people.csv.gz › people.csv##name", "column_sample"],
    ["people.csv.gz › people.csv##email", "column_sample"],
  ]);
  expect(items[2]?.content.split("\n")).toEqual(['"ines@muster.de"', '"jo@pohl.de"']);
});

test("what is not read is a notice", async () => {
  expect(await partsOf("picture.bin", Uint8Array.of(0, 1, 2))).toEqual([
    { kind: "notice", notice: { what: "picture.bin", reason: "binary file", read: 0, total: 3 } },
  ]);
});

test("limits and cancellation are the caller's", async () => {
  const text = Buffer.from("word ".repeat(1000));
  expect(await partsOf("a.txt", text, { limits: { chunkChars: 1000, overlapChars: 0 } })).toHaveLength(5);
  await expect(partsOf("a.txt", text, { signal: AbortSignal.abort(new Error("stop")) })).rejects.toThrow("stop");
});

test("records give one item for each field, and keys that are values are not shown", async () => {
  const records = await collectRecords("crm/contacts");
  records.add({
    name: { given: "Ines", family: "Fälk" },
    mails: ["ines@muster.de"],
    notes: { "jo@pohl.de": "called" },
  });
  records.add({ name: { given: "Jo" }, age: 41, gone: undefined });
  expect(records.items().map(({ locator, content, sample }) => [locator, content, sample?.rows_read])).toEqual(
    [
      ["name.given", '"Ines"\n"Jo"'],
      ["name.family", '"Fälk"'],
      ["mails[]", '"ines@muster.de"'],
      ["notes.*", '"called"'],
      ["age", '"41"'],
    ].map(([field, content]) => [{ kind: "field", path: "crm/contacts", field }, content, 2]),
  );
});
