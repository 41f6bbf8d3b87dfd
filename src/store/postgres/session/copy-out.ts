import type { Connection, PoolClient } from "pg";
import { CopyRows } from "./copy-rows.ts";
import { readInstead } from "./reading-socket.ts";

type Rows = readonly (readonly Buffer[])[];

/**
 * Returns the rows of a query as COPY sends them in binary: the driver transfers bytes as hexadecimal text, at twice the
 * length, and copies a large message several times. `sql` must contain no text of a user.
 */
export async function copiedRows(client: PoolClient, sql: string): Promise<Rows> {
  const copy = new CopyOut(`COPY (${sql}) TO STDOUT (FORMAT binary)`);
  client.query(copy);
  return await copy.rows;
}

/** The code of the message CopyData. A message is its code, its length without the code, and what it says. */
const dataCode = 0x64;
const headerLength = 5;

/**
 * A statement in the form that the driver calls back. While it runs, it reads the connection in place of the driver: it
 * keeps the data, and passes all other messages on.
 */
class CopyOut {
  /** Set by the driver, to end its time limit. */
  callback: ((error?: Error) => void) | undefined;
  readonly rows: Promise<Rows>;
  readonly #sql: string;
  readonly #received = new CopyRows();
  readonly #settle: PromiseWithResolvers<Rows> = Promise.withResolvers();
  readonly #header = Buffer.alloc(headerLength);
  #headerRead = 0;
  /** Bytes of the current message that have not arrived. */
  #left = 0;
  #isOver = false;
  #driver: ReturnType<typeof readInstead> | null = null;

  constructor(sql: string) {
    this.#sql = sql;
    this.rows = this.#settle.promise;
  }

  submit(connection: Connection): void {
    this.#driver = readInstead(connection.stream, (bytes) => this.#read(bytes));
    connection.query(this.#sql);
  }

  handleReadyForQuery(): void {
    this.#end();
    this.callback?.();
    this.#settle.resolve(this.#received.rows);
  }

  /** The server's error, or that the connection ended or did not answer in time. */
  handleError(error: Error): void {
    this.#end();
    this.callback?.(error);
    this.#settle.reject(error);
  }

  handleCommandComplete(): void {}

  /** Within a message, the driver would not understand what comes; the connection is closed then. */
  #end(): void {
    if (this.#isOver || this.#left > 0) return;
    this.#isOver = true;
    this.#driver?.giveBack();
  }

  #read(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      at = this.#isOver ? this.#readRest(bytes, at) : this.#readOn(bytes, at);
    }
  }

  /** Of what comes after the statement in the same piece, which is the driver's. */
  #readRest(bytes: Buffer, from: number): number {
    this.#driver?.pass(bytes.subarray(from));
    return bytes.length;
  }

  #readOn(bytes: Buffer, from: number): number {
    return this.#left === 0 ? this.#readHeader(bytes, from) : this.#readBody(bytes, from);
  }

  #readHeader(bytes: Buffer, from: number): number {
    const taken = bytes.copy(this.#header, this.#headerRead, from);
    this.#headerRead += taken;
    if (this.#headerRead === headerLength) {
      this.#headerRead = 0;
      this.#left = this.#header.readUInt32BE(1) + 1 - headerLength;
      if (this.#header[0] !== dataCode) this.#driver?.pass(this.#header);
    }
    return from + taken;
  }

  #readBody(bytes: Buffer, from: number): number {
    const part = bytes.subarray(from, from + this.#left);
    this.#left -= part.length;
    if (this.#header[0] === dataCode) this.#received.add(part);
    else this.#driver?.pass(part);
    return from + part.length;
  }
}
