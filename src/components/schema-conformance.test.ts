import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { gdprArticle30, standardInput } from "../plugin/index.ts";
import { sampleRecord } from "../testing/article-30-record.ts";
import { collect, fakeContext } from "../testing/component-context.ts";
import { filesystemConfig } from "./filesystem/config.ts";
import { filesystem } from "./filesystem/index.ts";
import { sqliteConfig } from "./sqlite/config.ts";
import { sqlite } from "./sqlite/index.ts";

function faults(jsonSchema: object, content: unknown): unknown {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  const validate = ajv.compile(jsonSchema);
  return validate(content) ? [] : validate.errors;
}

test("what the connectors make is what their schema says, and JSON keeps all of it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wct-conformance-"));
  writeFileSync(join(folder, "a.txt"), "one\ntwo\n".repeat(100));
  writeFileSync(join(folder, "b.bin"), Uint8Array.of(0, 1));
  const path = join(folder, "shop.db");
  const db = new DatabaseSync(path);
  db.exec(
    "CREATE TABLE p (id INTEGER PRIMARY KEY, q INT REFERENCES p, v); INSERT INTO p VALUES (1, 1, x'00'), (2, 1, 'a')",
  );
  db.exec("CREATE VIEW w AS SELECT v FROM p");
  db.close();
  const made = [
    await collect(
      filesystem.extract(
        fakeContext({ config: filesystemConfig.parse({ path: folder, chunk_chars: 64, overlap_chars: 8 }) }),
      ),
    ),
    await collect(
      sqlite.extract(fakeContext({ config: sqliteConfig.parse({ database_path: path, max_rows_per_table: 1 }) })),
    ),
  ];
  rmSync(folder, { recursive: true });
  for (const { elements, rest } of made) {
    const content = { ...rest, items: elements };
    expect(elements.length).toBeGreaterThan(0);
    expect(faults(standardInput.jsonSchema, content)).toEqual([]);
    expect(JSON.parse(JSON.stringify(content))).toEqual(content);
  }
});

test("the record that the documents are tried with is one that its schema allows", () => {
  expect(faults(gdprArticle30.jsonSchema, sampleRecord)).toEqual([]);
});
