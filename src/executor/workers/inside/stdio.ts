import type { PrintLevel } from "./console.ts";

interface Stdio {
  readonly stdio: unknown;
  /** Which of the child's descriptors would have been the program's. */
  readonly printed: readonly { readonly index: 1 | 2; readonly level: PrintLevel }[];
}

/** The `stdio` option of a child process without the program's own descriptors in it. */
export function stdioOf(given: unknown): Stdio {
  const list: unknown[] = Array.isArray(given) ? [...given] : [given, given, given];
  const printed: { index: 1 | 2; level: PrintLevel }[] = [];
  for (const [at, one] of list.entries()) {
    if (!isOurs(one)) continue;
    const isPrinted = (at === 1 || at === 2) && one !== 0;
    list[at] = isPrinted ? "pipe" : "ignore";
    if (isPrinted) printed.push({ index: at, level: levelOf(one, at) });
  }
  return printed.length > 0 || list.includes("ignore") ? { stdio: list, printed } : { stdio: given, printed };
}

function isOurs(one: unknown): boolean {
  return one === "inherit" || one === 0 || one === 1 || one === 2 || [0, 1, 2].includes(descriptorOf(one));
}

function levelOf(one: unknown, at: 1 | 2): PrintLevel {
  const descriptor = typeof one === "number" ? one : at;
  return descriptor === 1 ? "info" : "warn";
}

/** Of a stream that has one. */
function descriptorOf(stream: unknown): number {
  if (typeof stream !== "object" || stream === null) return -1;
  const fd: unknown = Reflect.get(stream, "fd");
  return typeof fd === "number" ? fd : -1;
}
