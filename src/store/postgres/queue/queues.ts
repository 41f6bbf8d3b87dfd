import { hash } from "node:crypto";
import type { PgBoss } from "pg-boss";
import { textOf } from "../../rows/index.ts";
import type { Database } from "../database.ts";
import { deadQueue, requireQueue } from "./boss.ts";

/** Milliseconds for which the queues that fit a worker count as known. */
const freshFor = 5000;

/** The queues: one for each set of labels that jobs ask for. */
export class Queues {
  readonly #database: Database;
  readonly #boss: PgBoss;
  readonly #known = new Map<string, Promise<string>>();
  #fitting: { readonly names: readonly string[]; readonly at: number } | null = null;

  constructor(database: Database, boss: PgBoss) {
    this.#database = database;
    this.#boss = boss;
  }

  /** Returns the name of the queue for these labels, which it creates if it does not exist. */
  require(labels: readonly string[]): Promise<string> {
    const sorted = [...new Set(labels)].toSorted();
    const name = queueName(sorted);
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const made = this.#create(name, sorted);
    this.#known.set(name, made);
    made.catch(() => this.#known.delete(name));
    return made;
  }

  /** Returns the queues whose labels a worker has. */
  async fitting(labels: readonly string[]): Promise<readonly string[]> {
    const now = performance.now();
    if (this.#fitting !== null && now - this.#fitting.at < freshFor) return this.#fitting.names;
    const rows = await this.#database.rows("SELECT name FROM wct.queues WHERE labels <@ $1::text[] ORDER BY name", [
      labels,
    ]);
    const names = rows.map((row) => textOf(row, "name"));
    this.#fitting = names.length === 0 ? null : { names, at: now };
    return names;
  }

  /** Reads the queues again if one is not known. */
  heard(name: string): void {
    if (this.#fitting?.names.includes(name) === false) this.#fitting = null;
  }

  async #create(name: string, labels: readonly string[]): Promise<string> {
    const found = await this.#database.rows("SELECT 1 FROM wct.queues WHERE name = $1", [name]);
    if (found.length > 0) return name;
    await requireQueue(this.#boss, deadQueue);
    await requireQueue(this.#boss, name);
    await this.#database.transaction((session) =>
      session.run("INSERT INTO wct.queues (name, labels) VALUES ($1, $2) ON CONFLICT DO NOTHING", [name, labels]),
    );
    return name;
  }
}

/** Labels may contain characters that a queue's name must not. */
const queueName = (labels: readonly string[]): string =>
  labels.length === 0 ? "wct" : `wct-${hash("sha256", JSON.stringify(labels)).slice(0, 16)}`;
