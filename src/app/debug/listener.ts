/** A callback of the program that opens a session. */
type Listener<A extends readonly unknown[]> = (...args: A) => void;

/**
 * Returns a listener that cannot break a session: one that throws is called no more, and `notes` says so.
 */
export function guarded<A extends readonly unknown[]>(listener: Listener<A> | undefined, notes: string[]): Listener<A> {
  let current = listener;
  return (...args) => {
    try {
      current?.(...args);
    } catch (error) {
      current = undefined;
      const message = error instanceof Error ? error.message : String(error);
      notes.push(`A listener of this session threw and is not called any more: ${message}`);
    }
  };
}
