import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export interface Project extends Disposable {
  readonly dir: string;
  readonly path: (...parts: string[]) => string;
  readonly write: (path: string, text: string) => void;
}

/** A temporary folder with a small shop: texts, a database and runbooks over them. */
export function makeProject(prefix = "wct-cli-"): Project {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  const path = (...parts: string[]): string => join(dir, ...parts);
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  const database = new DatabaseSync(path("shop.db"));
  database.exec("CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT NOT NULL)");
  database.exec("INSERT INTO customer (email) VALUES ('ada@example.org'), ('bob@example.org')");
  database.close();
  return { dir, path, write, [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }) };
}

const files = {
  "texts/a.txt": "Ada Example writes to ada@example.org\n",
  "texts/b.txt": "Bob calls +44 20 7946 0018\n",
  "not-a-database.db": "this is text, and long enough not to be taken for an empty database file. ".repeat(20),
  "shop.yaml": `name: Shop texts
description: What the texts of the shop hold
artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }
  all:
    inputs: texts
    output: true
`,
  "failing.yaml": `name: Shop with a broken database
description: The database is a text file
artifacts:
  broken:
    source: { type: sqlite, properties: { database_path: not-a-database.db } }
  after:
    inputs: broken
    output: true
`,
  "optional.yaml": `name: Shop with a database that may be broken
description: The database is a text file, and may be
artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }
    output: true
  broken:
    optional: true
    source: { type: sqlite, properties: { database_path: not-a-database.db } }
`,
  "invalid.yaml": `name: Invalid
description: Several faults at once
artifacts:
  texts:
    source: { type: filesystm, properties: { path: texts } }
  all:
    inputs: [text]
  db:
    source: { type: sqlite, properties: { database_path: "\${SHOP_DB}" } }
`,
} as const;
