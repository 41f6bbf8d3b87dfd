type Around = (original: (args: readonly unknown[]) => unknown, args: readonly unknown[], self: unknown) => unknown;

/** Wraps a method in a function, and keeps its other properties (name, arity, how it is promisified). */
export function replaceMethod(holder: object, name: string, around: Around): void {
  const original: unknown = Reflect.get(holder, name);
  if (typeof original !== "function") return;
  const { apply } = Reflect;
  const replacement = function (this: unknown, ...args: readonly unknown[]): unknown {
    return around((given) => apply(original, this, given), args, this);
  };
  Object.defineProperties(replacement, Object.getOwnPropertyDescriptors(original));
  Reflect.set(holder, name, replacement);
}
