import type { Client, ClientBase, ClientConfig } from "pg";

type PgDriver = typeof import("pg");

/** Milliseconds without an answer after which a statement is looked after. */
const usualSilence = 10_000;
/** Milliseconds within which the server must answer the question after a statement. */
const probeTimeout = 5000;

/** Whether a session works on a statement: neither idle, nor waiting for its client, nor gone. */
const isWorkingSql = `SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND state NOT LIKE 'idle%'
  AND wait_event IS DISTINCT FROM 'ClientRead' AND wait_event IS DISTINCT FROM 'ClientWrite'`;

/**
 * Tells a statement that takes long from one whose connection is lost without a word, as behind a firewall that forgets
 * connections. No time limit can: a statement may wait a minute for a lock.
 */
export class AnswerWatch {
  readonly #driver: PgDriver;
  readonly #config: ClientConfig;
  readonly silence: number;
  /** The server's process of each session. */
  readonly #processes = new WeakMap<ClientBase, number>();

  constructor(driver: PgDriver, config: ClientConfig, silence = usualSilence) {
    this.#driver = driver;
    const { connectionTimeoutMillis: usual = probeTimeout } = config;
    const connectionTimeoutMillis = Math.min(usual, probeTimeout);
    this.#config = { ...config, connectionTimeoutMillis, query_timeout: probeTimeout };
    this.silence = silence;
  }

  /** Called once for each new session, with statements that prepare it. */
  async begin(client: Client, settings: string): Promise<void> {
    await this.answered(client, client.query(settings));
    const { rows } = await this.answered(client, client.query("SELECT pg_backend_pid() AS pid"));
    this.#processes.set(client, Number(rows[0]?.pid));
  }

  /** Waits for a statement. Closes the session if its connection turns out to be lost: the statement fails then. */
  async answered<T>(client: Client, statement: Promise<T>): Promise<T> {
    let [isAnswered, moved] = [false, bytesMoved(client)];
    let timer: NodeJS.Timeout;
    const look = async (): Promise<void> => {
      const now = bytesMoved(client);
      const isAlive = now !== moved || (await this.#isWorking(client));
      moved = now;
      if (isAnswered) return;
      if (isAlive) timer = setTimeout(look, this.silence);
      else client.connection.stream.destroy(lost());
    };
    timer = setTimeout(look, this.silence);
    try {
      return await statement;
    } finally {
      isAnswered = true;
      clearTimeout(timer);
    }
  }

  /** Asks the server in a new session. */
  async #isWorking(client: Client): Promise<boolean> {
    const probe: Client = new this.#driver.Client(this.#config);
    probe.on("error", () => undefined);
    try {
      await probe.connect();
      return (await probe.query(isWorkingSql, [this.#processes.get(client)])).rows.length > 0;
    } catch (error) {
      // A server that answers with an error, such as too many sessions, is there. What the session does is not known.
      return error instanceof Error && "severity" in error;
    } finally {
      probe.connection.stream.destroy();
    }
  }
}

const lost = (): Error => Object.assign(new Error("the server does not answer"), { code: "ETIMEDOUT" });

function bytesMoved({ connection: { stream } }: Client): number {
  const count = (name: string): number => Number(Reflect.get(stream, name) ?? 0);
  return count("bytesRead") + count("bytesWritten");
}
