import fc from "fast-check";
import { expect, test } from "vitest";
import { CopyRows, copiedRow, copyEnd, copyStart } from "./copy-rows.ts";

test("rows are the same however the connection cuts their bytes", () => {
  const value = fc.uint8Array({ minLength: 0, maxLength: 40 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), fc.integer({ min: 1, max: 50 }), (values, step) => {
      const rows = values.flatMap((bytes, i) =>
        copiedRow([
          ["bigint", 2 ** 40 + i],
          ["integer", i],
          ["bytea", bytes],
        ]),
      );
      const all = Buffer.concat([copyStart, ...rows, copyEnd]);
      const read = new CopyRows();
      for (let at = 0; at < all.length; at += step) read.add(all.subarray(at, at + step));
      const expected = values.map((bytes, i) => [2 ** 40 + i, i, bytes.toString("hex")]);
      expect(
        read.rows.map(([key, number, bytes]) => [
          Number(key?.readBigInt64BE(0)),
          number?.readInt32BE(0),
          bytes?.toString("hex"),
        ]),
      ).toEqual(expected);
    }),
  );
});
