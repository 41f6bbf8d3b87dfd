import type { Connection, PoolClient } from "pg";
import { copyEnd, copyStart } from "./copy-rows.ts";

/** Bytes that are sent one after the other, and may change when `send` has returned. */
export type SendBytes = (pieces: readonly Buffer[]) => Promise<void>;

/**
 * Inserts rows as COPY in binary: the server works on one while the next is sent, and no byte is copied. `give` calls
 * `send` with the pieces of each row. `into` must contain no text of a user.
 */
export async function copyIn(
  client: PoolClient,
  into: string,
  give: (send: SendBytes) => Promise<void>,
): Promise<void> {
  const copy = new CopyIn(`COPY ${into} FROM STDIN (FORMAT binary)`);
  client.query(copy);
  const send = await copy.started;
  try {
    await send([copyStart]);
    await give(send);
    await send([copyEnd]);
  } catch (error) {
    await copy.fail();
    throw error;
  }
  await copy.finish();
}

const [dataCode, doneCode, failCode] = [0x64, 0x63, 0x66];

/** A message of the protocol: its code, its length without the code, and what it says. */
function messageStart(code: number, length: number): Buffer {
  const start = Buffer.alloc(5);
  start[0] = code;
  start.writeUInt32BE(length + 4, 1);
  return start;
}

/** A statement in the form that the driver calls back. */
class CopyIn {
  /** Set by the driver, to end its time limit. */
  callback: ((error?: Error) => void) | undefined;
  readonly started: Promise<SendBytes>;
  readonly #sql: string;
  readonly #start: PromiseWithResolvers<SendBytes> = Promise.withResolvers();
  readonly #end: PromiseWithResolvers<void> = Promise.withResolvers();
  #stream: Connection["stream"] | null = null;

  constructor(sql: string) {
    this.#sql = sql;
    this.started = this.#start.promise;
    // Reported by whatever waits at that moment.
    this.#end.promise.catch(() => undefined);
  }

  submit(connection: Connection): void {
    this.#stream = connection.stream;
    connection.query(this.#sql);
  }

  handleCopyInResponse(): void {
    this.#start.resolve((pieces) => this.#send(pieces));
  }

  handleReadyForQuery(): void {
    this.callback?.();
    this.#end.resolve();
  }

  handleError(error: Error): void {
    this.callback?.(error);
    this.#start.reject(error);
    this.#end.reject(error);
  }

  handleCommandComplete(): void {}

  /** Throws the server's error, if it has sent one. */
  async finish(): Promise<void> {
    this.#stream?.write(messageStart(doneCode, 0));
    await this.#end.promise;
  }

  async fail(): Promise<void> {
    this.#stream?.write(Buffer.concat([messageStart(failCode, 1), Buffer.alloc(1)]));
    await this.#end.promise.catch(() => undefined);
  }

  async #send(pieces: readonly Buffer[]): Promise<void> {
    const stream = this.#stream;
    if (stream === null) return;
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    stream.cork();
    stream.write(messageStart(dataCode, length));
    for (const piece of pieces.slice(0, -1)) stream.write(piece);
    const sent = new Promise<void>((resolve, reject) =>
      stream.write(pieces.at(-1), (error) => (error ? reject(error) : resolve())),
    );
    stream.uncork();
    // A server that has refused a row, or is gone, takes no more.
    await Promise.race([sent, this.#end.promise]);
  }
}
