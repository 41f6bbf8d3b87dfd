/*
 * The rows of COPY in binary: a header, then for each row the number of its columns and each column with its length, then
 * -1 in place of a number of columns.
 */

/** Signature, flags and the length of the extension, which is 0. */
export const copyStart: Buffer = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
export const copyEnd: Buffer = Buffer.from([0xff, 0xff]);

/** Collects rows from pieces of any length. Copies each byte once. */
export class CopyRows {
  readonly rows: Buffer[][] = [];
  /** The part that is being read, and how much of it is there. */
  #part: Buffer = Buffer.alloc(copyStart.length);
  #length = 0;
  #then: (part: Buffer) => Buffer = () => this.#columns();
  #columnsLeft = 0;

  add(piece: Buffer): void {
    for (let at = 0; at < piece.length; ) {
      const taken = piece.copy(this.#part, this.#length, at);
      at += taken;
      this.#length += taken;
      while (this.#length === this.#part.length) {
        this.#length = 0;
        this.#part = this.#then(this.#part);
      }
    }
  }

  #columns(): Buffer {
    this.#then = (part) => {
      this.#columnsLeft = part.readInt16BE(0);
      // Nothing follows the end.
      if (this.#columnsLeft < 0) return Buffer.alloc(1);
      this.rows.push([]);
      return this.#column();
    };
    return Buffer.alloc(2);
  }

  #column(): Buffer {
    if (this.#columnsLeft-- === 0) return this.#columns();
    this.#then = (part) => {
      // -1 is NULL, which counts as empty here.
      const length = Math.max(0, part.readInt32BE(0));
      this.#then = (value) => {
        this.rows.at(-1)?.push(value);
        return this.#column();
      };
      return Buffer.allocUnsafe(length);
    };
    return Buffer.alloc(4);
  }
}

/** Type of a column, and its value. */
type CopiedValue = readonly ["bigint" | "integer", number] | readonly ["bytea", Buffer];

/** Returns the pieces of a row. Bytes are not copied. */
export function copiedRow(values: readonly CopiedValue[]): readonly Buffer[] {
  const count = Buffer.alloc(2);
  count.writeInt16BE(values.length);
  return [count, ...values.flatMap((value) => column(value))];
}

function column([type, value]: CopiedValue): readonly Buffer[] {
  switch (type) {
    case "bytea": {
      const length = Buffer.alloc(4);
      length.writeInt32BE(value.length);
      return [length, value];
    }
    case "integer": {
      const bytes = Buffer.alloc(8);
      bytes.writeInt32BE(4);
      bytes.writeInt32BE(value, 4);
      return [bytes];
    }
    case "bigint": {
      const bytes = Buffer.alloc(12);
      bytes.writeInt32BE(8);
      bytes.writeBigInt64BE(BigInt(value), 4);
      return [bytes];
    }
  }
}
