import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { chunkSize } from "./container.ts";
import { LineBuffer } from "./line-buffer.ts";

interface Collected {
  readonly text: string;
  readonly digest: string;
  readonly bytes: number;
  readonly restOffset: number;
  /** The first element of each chunk. */
  readonly firsts: readonly number[];
}

function collect(lines: readonly (string | Uint8Array)[], last: string): Collected {
  const chunks: Buffer[] = [];
  const firsts: number[] = [];
  const take = (raw: Uint8Array, first: number): void => {
    chunks.push(Buffer.from(raw));
    firsts.push(first);
  };
  const buffer = new LineBuffer(take);
  for (const line of lines) buffer.add(line, 1);
  const end = buffer.end(last);
  buffer.flush(take);
  buffer.drop();
  return { text: Buffer.concat(chunks).toString("utf8"), firsts, ...end };
}

const bytesOf = (line: string): Uint8Array => new TextEncoder().encode(line);

test("strings and bytes make the same chunks and the same digest, whatever their size and letters", () => {
  const line = fc
    .tuple(fc.string({ unit: "binary", maxLength: 40 }), fc.nat({ max: 400_000 }), fc.boolean())
    .map(([text, times, isBytes]) => {
      const whole = `${JSON.stringify(text.repeat(Math.ceil(times / 40)))}\n`;
      return isBytes ? bytesOf(whole) : whole;
    });
  void fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const texts = lines.map((one) => (typeof one === "string" ? one : Buffer.from(one).toString("utf8")));
      const all = `${texts.join("")}last\n`;
      const { firsts, ...collected } = collect(lines, "last\n");
      expect(collected).toEqual({
        text: all,
        digest: createHash("sha256").update(all).digest("hex"),
        bytes: Buffer.byteLength(all),
        restOffset: Buffer.byteLength(all) - 5,
      });
      expect(firsts[0]).toBe(0);
    }),
    { numRuns: 60 },
  );
});

test("a chunk is lent: the next message writes over it, and what was taken before is not touched by that", () => {
  const long = `${"a".repeat(2 * chunkSize)}\n`;
  expect(collect([long], "1\n").text).toBe(`${long}1\n`);
  const other = `${"b".repeat(200_000)}\n`;
  expect(collect([other, bytesOf(other)], "2\n").text).toBe(`${other}${other}2\n`);
});
