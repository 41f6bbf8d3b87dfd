import { deserialize, serialize } from "node:v8";
import type { ProcessReport, ToWorker } from "../../jobs/index.ts";

/*
 * The encoding of messages between the host and a process. The process trusts the host, whose messages are in V8's
 * serialization format, with a length in front. The host does not trust the process, and that format is not safe to
 * read from an untrusted source, so the process sends lines of JSON.
 */

/** No worker sends a longer line: an element has at most 64 MiB and is escaped once more. */
const lineAtMost = 256 * 1024 * 1024;
const lengthBytes = 4;

/** Encodes messages to a process. */
export function frameOf(messages: readonly ToWorker[]): Buffer {
  const body = serialize(messages);
  const frame = Buffer.allocUnsafe(lengthBytes + body.length);
  frame.writeUInt32LE(body.length, 0);
  frame.set(body, lengthBytes);
  return frame;
}

/** Decodes frames in the process. */
export class FrameReader {
  readonly #take: (messages: readonly ToWorker[]) => void;
  #pending: Buffer[] = [];
  #bytes = 0;

  constructor(take: (messages: readonly ToWorker[]) => void) {
    this.#take = take;
  }

  take(bytes: Buffer): void {
    this.#pending.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes < this.#wanted()) return;
    let all = Buffer.concat(this.#pending);
    while (all.length >= lengthBytes && all.length >= lengthBytes + all.readUInt32LE(0)) {
      const end = lengthBytes + all.readUInt32LE(0);
      this.#take(deserialize(all.subarray(lengthBytes, end)));
      all = all.subarray(end);
    }
    [this.#pending, this.#bytes] = [[all], all.length];
  }

  /** Returns the number of bytes that complete the next frame, if known. */
  #wanted(): number {
    const [first] = this.#pending;
    return first === undefined || first.length < lengthBytes ? lengthBytes : lengthBytes + first.readUInt32LE(0);
  }
}

/** Encodes a report of a process as a line. */
export function lineOf(report: ProcessReport): string {
  return `${JSON.stringify(report, (_key, value: unknown) => {
    if (typeof value === "bigint") return { $bigint: String(value) };
    if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString("base64") };
    return value;
  })}\n`;
}

/**
 * Decodes lines on the host. A line that is not JSON gives null. After a line that is too long, everything is ignored.
 */
export class ReportReader {
  readonly #hear: (report: unknown) => void;
  #pending: Buffer[] = [];
  #bytes = 0;
  #isOver = false;

  constructor(hear: (report: unknown) => void) {
    this.#hear = hear;
  }

  take(bytes: Buffer): void {
    if (this.#isOver) return;
    let from = 0;
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, from)) {
      const line = Buffer.concat([...this.#pending, bytes.subarray(from, at)]).toString("utf8");
      [this.#pending, this.#bytes, from] = [[], 0, at + 1];
      this.#hear(reportOf(line));
    }
    this.#pending.push(bytes.subarray(from));
    this.#bytes += bytes.length - from;
    if (this.#bytes <= lineAtMost) return;
    [this.#pending, this.#isOver] = [[], true];
    this.#hear(null);
  }
}

function reportOf(line: string): unknown {
  try {
    return JSON.parse(line, (_key, value: unknown) => {
      if (typeof value !== "object" || value === null) return value;
      if ("$bigint" in value) return /^\d{1,20}$/.test(String(value.$bigint)) ? BigInt(String(value.$bigint)) : null;
      if ("$bytes" in value) return Uint8Array.from(Buffer.from(String(value.$bytes), "base64"));
      return value;
    });
  } catch {
    return null;
  }
}
