import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sqliteConfig } from "../../components/sqlite/config.ts";
import { sqlite } from "../../components/sqlite/index.ts";
import { collect, fakeContext } from "../component-context.ts";

/** A database file of a test, and the connector that reads it. */
export class SqliteSource implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "wct-database-"));
  readonly temporaryFolder = mkdtempSync(join(tmpdir(), "wct-temporary-"));
  /** A test may name another file. */
  path = join(this.folder, "shop.db");

  make(sql: string): void {
    const db = new DatabaseSync(this.path);
    db.exec(sql);
    db.close();
  }

  context(properties: object = {}) {
    const { path, temporaryFolder } = this;
    const config = sqliteConfig.parse({ database_path: path, ...properties });
    const shown = "${SHOP_DB:-./data/shop.db}";
    return fakeContext({ config: { ...config, database_path: { path, shown } }, temporaryFolder });
  }

  async read(properties: object = {}) {
    const { elements, rest } = await collect(sqlite.extract(this.context(properties)));
    const tables = rest.structure?.databases[0]?.tables ?? [];
    return { elements, rest, tables, notices: rest.limits.notices, ids: elements.map(({ id }) => id) };
  }

  [Symbol.dispose](): void {
    for (const one of [this.folder, this.temporaryFolder]) rmSync(one, { recursive: true, force: true });
  }
}

/** The distinct values of a column's item. */
export const valuesOf = (content: string): readonly unknown[] =>
  content === "" ? [] : content.split("\n").map((line): unknown => JSON.parse(line));
