import type { Connection, PoolClient } from "pg";
import { invariant } from "../../diagnostics/index.ts";

/** Bytes before the first row of COPY in binary: signature, flags and the length of the extension, which is 0. */
const headerLength = 19;

/**
 * Returns the bytes in the only column of the only row of a query; null if there is no row. As COPY in binary, because
 * the driver otherwise transfers bytes as hexadecimal text, at twice the length. `sql` must contain no text of a user.
 */
export async function copiedBytes(client: PoolClient, sql: string): Promise<Buffer | null> {
  const copy = new CopyOut(`COPY (${sql}) TO STDOUT (FORMAT binary)`);
  client.query(copy);
  const bytes = await copy.bytes;
  if (bytes.readInt16BE(headerLength) === -1) return null;
  const length = bytes.readInt32BE(headerLength + 2);
  invariant(length >= 0, "a copied column was NULL");
  return bytes.subarray(headerLength + 6, headerLength + 6 + length);
}

/** A statement in the form that the driver calls back. */
class CopyOut {
  /** Set by the driver, to end its time limit. */
  callback: ((error?: Error) => void) | undefined;
  readonly bytes: Promise<Buffer>;
  readonly #sql: string;
  readonly #pieces: Buffer[] = [];
  readonly #settle: PromiseWithResolvers<Buffer> = Promise.withResolvers();

  constructor(sql: string) {
    this.#sql = sql;
    this.bytes = this.#settle.promise;
  }

  submit(connection: Connection): void {
    connection.query(this.#sql);
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    // The driver uses the memory of the message again.
    this.#pieces.push(Buffer.from(chunk));
  }

  handleReadyForQuery(): void {
    this.callback?.();
    this.#settle.resolve(Buffer.concat(this.#pieces));
  }

  handleError(error: Error): void {
    this.callback?.(error);
    this.#settle.reject(error);
  }

  handleCommandComplete(): void {}
}
