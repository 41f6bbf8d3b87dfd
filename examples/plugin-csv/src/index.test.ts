import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readRows } from "./csv.ts";
import plugin from "./index.ts";

async function rowsOf(text: string, delimiter = ",") {
  const folder = await mkdtemp(join(tmpdir(), "wct-csv-"));
  const path = join(folder, "a.csv");
  await writeFile(path, text);
  try {
    const rows = [];
    for await (const row of readRows(path, { delimiter, signal: new AbortController().signal })) rows.push(row);
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("a row has the names of its columns, and the line where it begins", async () => {
  assert.deepEqual(await rowsOf("name,mail\nAda,ada@example.org\n"), [
    {
      line: 2,
      unclosed: false,
      fields: [
        { name: "name", value: "Ada" },
        { name: "mail", value: "ada@example.org" },
      ],
    },
  ]);
});

test("quotes keep delimiters, line ends and doubled quotes", async () => {
  const rows = await rowsOf('\uFEFFa;b\r\n"1;2";"x ""y""\nz"\r\n\r\nlast;row', ";");
  assert.deepEqual(
    rows.map(({ line, fields }) => [line, ...fields.map(({ value }) => value)]),
    [
      [2, "1;2", 'x "y"\nz'],
      [5, "last", "row"],
    ],
  );
});

test("a quote that is never closed is told", async () => {
  assert.deepEqual(
    (await rowsOf('a\n"b\n')).map(({ line, unclosed }) => [line, unclosed]),
    [[2, true]],
  );
});

test("the plugin offers one connector", () => {
  assert.deepEqual(
    plugin.components.map(({ kind, type }) => `${kind} ${type}`),
    ["connector csv"],
  );
});
