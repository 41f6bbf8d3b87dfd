/** Delivers items in order to every current iterator; items are not kept if there is none. */
export class EventQueue<T> {
  readonly #readers = new Set<Reader<T>>();
  #over: { readonly error: unknown } | "ended" | null = null;

  readonly push = (item: T): void => {
    for (const reader of this.#readers) reader.push(item);
  };

  end(): void {
    this.#over = "ended";
    for (const reader of this.#readers) reader.wake();
  }

  /** Ends the queue with an error, which every reader gets after the items before it. */
  fail(error: unknown): void {
    this.#over = { error };
    for (const reader of this.#readers) reader.wake();
  }

  iterate(): AsyncIterableIterator<T> {
    const reader = new Reader<T>();
    this.#readers.add(reader);
    const next = async (): Promise<IteratorResult<T>> => {
      for (;;) {
        if (reader.isClosed) return { value: undefined, done: true };
        const item = reader.take();
        if (item !== undefined) return { value: item.value, done: false };
        if (this.#over === "ended") return { value: undefined, done: true };
        if (this.#over !== null) throw this.#over.error;
        await reader.woken();
      }
    };
    const stop = async (): Promise<IteratorResult<T>> => {
      this.#readers.delete(reader);
      reader.close();
      return { value: undefined, done: true };
    };
    const iterator: AsyncIterableIterator<T> = { next, return: stop, [Symbol.asyncIterator]: () => iterator };
    return iterator;
  }
}

class Reader<T> {
  isClosed = false;
  #items: T[] = [];
  #at = 0;
  #waiting: (() => void)[] = [];

  push(item: T): void {
    this.#items.push(item);
    this.wake();
  }

  take(): { readonly value: T } | undefined {
    if (this.#at < this.#items.length) return { value: this.#items[this.#at++]! };
    this.#items = [];
    this.#at = 0;
    return undefined;
  }

  /** Ends an iteration that is left; a pending `next` resolves. */
  close(): void {
    this.isClosed = true;
    this.#items = [];
    this.wake();
  }

  wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  woken(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
