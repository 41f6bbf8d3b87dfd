import { expect, test } from "vitest";
import { fieldsIn, noticesIn } from "../../testing/files/file-items.ts";

const dump = `-- PostgreSQL database dump
CREATE TABLE public.people (id integer NOT NULL, "E-Mail" text, pic bytea);
CREATE TABLE public.orders_2024 (id integer, note text);
COPY public.people (id, "E-Mail", pic) FROM stdin;
1\tines@muster.de\t\\N
2\tjo@pohl.de\t\\N
\\.
INSERT INTO public.orders_2024 VALUES (7, 'call Jo');
`;

test("a dump among other files has a field for each column that has values", async () => {
  expect(await fieldsIn("backup.sql", dump)).toEqual({
    "people.id": ["1", "2"],
    "people.E-Mail": ["ines@muster.de", "jo@pohl.de"],
    "orders_2024.id": ["7"],
    "orders_2024.note": ["call Jo"],
  });
  expect(await noticesIn("backup.sql", dump)).toEqual([]);
});

test("what cannot be parsed is told with its line, and without values", async () => {
  expect(await noticesIn("backup.sql", dump.slice(0, dump.indexOf("2\tjo")))).toEqual([
    "a part of the SQL cannot be read as rows, the first at line 4: COPY statement without the expected form: rows without an end",
  ]);
});

test("prose, and statements in programs, are no dumps", async () => {
  expect(await fieldsIn("letter.txt", "Create a table for two.\nInsert it into the book.\nCopy me.\n")).toEqual({});
  expect(await fieldsIn("save.py", 'query = """\nINSERT INTO people VALUES (1, 2);\n"""\n')).toEqual({});
});
