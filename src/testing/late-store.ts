import type { RecordStore, RunWriter } from "../domain/index.ts";

/** Settles in a later turn of the event loop. */
export const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Yields the same items, each a turn later. */
export async function* eachLater<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  for await (const item of items) {
    await aTurn();
    yield item;
  }
}

/** Returns a store whose asynchronous answers all arrive a turn later, like those of a server. */
export function answeringLater(store: RecordStore): RecordStore {
  const { executions, artifacts } = store;
  return later(store, {
    executions: later(executions, { createRun: async (at) => lateWriter(await executions.createRun(at)) }),
    artifacts: later(artifacts, { open: async (digest) => later(await artifacts.open(digest)) }),
    copyOf: async (request) => {
      const copy = await store.copyOf(request);
      return { ...copy, frames: () => eachLater(copy.frames()) };
    },
  });
}

function lateWriter(writer: RunWriter): RunWriter {
  return later(writer, {
    append: async (frame) => {
      await aTurn();
      await writer.append(frame);
    },
    missing: async (digests) => {
      await aTurn();
      return await writer.missing(digests);
    },
  });
}

function later<T extends object>(target: T, others: Partial<T> = {}): T {
  return new Proxy(target, {
    get(of, name) {
      const value: unknown = Reflect.get(name in others ? others : of, name);
      return typeof value === "function" ? (...args: unknown[]) => late(Reflect.apply(value, of, args)) : value;
    },
  });
}

function late(answer: unknown): unknown {
  if (answer instanceof Promise) return answer.finally(aTurn);
  return isAsyncIterable(answer) ? eachLater(answer) : answer;
}

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value;
