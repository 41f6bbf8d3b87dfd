import fc from "fast-check";
import { expect, test } from "vitest";
import type { ToWorker, WorkerReport } from "../../jobs/index.ts";
import { FrameReader, frameOf, lineOf, ReportReader } from "./frames.ts";

const slices = (bytes: Buffer, size: number): readonly Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

test("what a process says is heard as it was said, however it is cut", () => {
  const data = new Uint8Array([1, 10, 255]);
  const said: readonly WorkerReport[] = [
    "ready",
    { number: 1, message: { kind: "piece", data } },
    { number: 1, message: { kind: "exported", ended: 12n, took: 1, isSpent: false } },
  ];
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), (size) => {
      const heard: unknown[] = [];
      const reader = new ReportReader((report) => void heard.push(report));
      for (const piece of slices(Buffer.from(said.map(lineOf).join("")), size)) reader.take(piece);
      expect(heard).toEqual(said);
    }),
  );
});

test("what the host says is heard as it was said, however it is cut", () => {
  const said: readonly ToWorker[] = [{ kind: "ping" }, { kind: "cancel", number: 7 }];
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), (size) => {
      const heard: ToWorker[] = [];
      const reader = new FrameReader((messages) => void heard.push(...messages));
      for (const piece of slices(Buffer.concat([frameOf(said), frameOf(said)]), size)) reader.take(piece);
      expect(heard).toEqual([...said, ...said]);
    }),
  );
});

test("whatever bytes a process writes, each line is heard once, and nothing throws", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      let heard = 0;
      const reader = new ReportReader(() => {
        heard += 1;
      });
      reader.take(Buffer.from(bytes));
      expect(heard).toBe(bytes.filter((byte) => byte === 10).length);
    }),
  );
});
