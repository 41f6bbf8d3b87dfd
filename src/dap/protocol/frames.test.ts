import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameOf, type Incoming, MessageSplitter, mostMessageBytes } from "./frames.ts";

const read = (...chunks: readonly (string | Buffer)[]): readonly Incoming[] => {
  const splitter = new MessageSplitter();
  return chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk)));
};
const values = (found: readonly Incoming[]) => found.flatMap((one) => (one.kind === "message" ? [one.value] : []));
const faults = (found: readonly Incoming[]) => found.flatMap((one) => (one.kind === "fault" ? [one.text] : []));

test("messages come out as they went in, however their bytes are cut", () => {
  const cut = fc.array(fc.nat(200), { maxLength: 30 });
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 5 }), cut, (messages, lengths) => {
      const bytes = Buffer.from(messages.map(frameOf).join(""));
      const chunks: Buffer[] = [];
      let at = 0;
      for (const length of lengths) {
        chunks.push(bytes.subarray(at, at + length));
        at += length;
      }
      const found = read(...chunks, bytes.subarray(at));
      expect(values(found)).toEqual(JSON.parse(JSON.stringify(messages)));
      expect(faults(found)).toEqual([]);
    }),
  );
});

test("bytes that are no message never throw, and cost at most the messages next to them", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (garbage) => {
      const after = [1, 2, 3].map((number) => ({ number }));
      const found = read(Buffer.from(garbage), "\r\n\r\n", ...after.map(frameOf));
      expect(values(found).slice(-2)).toEqual(after.slice(-2));
    }),
  );
});

describe("a mistake is named, and the next message is read", () => {
  const next = frameOf({ next: true });
  test.each([
    ["a header without a length", "Content-Type: x\r\n\r\n", "a header without a valid Content-Length"],
    ["a negative length", "Content-Length: -5\r\n\r\n", "a header without a valid Content-Length"],
    ["a length that is a word", "Content-Length: ten\r\n\r\n", "a header without a valid Content-Length"],
    ["a body that is not JSON", "Content-Length: 5\r\n\r\n{oops", "5 bytes that are not JSON"],
    ["a length that is too small", 'Content-Length: 5\r\n\r\n{"a":1}', "5 bytes that are not JSON"],
    ["a request of a browser", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "a header without a valid Content-Length"],
  ])("%s", (_, bytes, fault) => {
    const found = read(bytes, next);
    expect(faults(found)).toEqual([fault]);
    expect(values(found)).toEqual([{ next: true }]);
  });

  test("a length that is too large costs the message that it swallows", () => {
    const found = read('Content-Length: 30\r\n\r\n{"a":1}', next, next);
    expect(values(found)).toEqual([{ next: true }]);
  });

  test("a message beyond the limit is skipped without being kept", () => {
    const splitter = new MessageSplitter();
    const length = mostMessageBytes + 10;
    const [fault] = splitter.push(Buffer.from(`Content-Length: ${length}\r\n\r\nxx`));
    expect(fault).toEqual({ kind: "fault", text: `a message of ${length} bytes, of which at most 16777216 are read` });
    const chunk = Buffer.alloc(1024 * 1024, "x");
    for (let left = length - 2; left > 0; left -= chunk.length) {
      expect(splitter.push(chunk.subarray(0, Math.min(left, chunk.length)))).toEqual([]);
    }
    expect(values(splitter.push(Buffer.from(next)))).toEqual([{ next: true }]);
  });

  test("bytes without any header are dropped", () => {
    const found = read("x".repeat(5000), next);
    expect(faults(found)).toEqual(["more than 4096 bytes without a header"]);
    expect(values(found)).toEqual([{ next: true }]);
  });
});
