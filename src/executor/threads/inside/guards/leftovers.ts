import { getHeapStatistics } from "node:v8";

/** Requests in progress end by themselves. All other resources remain until code closes them. */
const passing = /Req|Close|Zlib|Immediate|WriteWrap/;

// Bound before a component can replace them. Looking up a property of `process` takes a microsecond.
const getActiveResourcesInfo = process.getActiveResourcesInfo.bind(process);
const listenerCount = process.listenerCount.bind(process);
const hasCaptureCallback = process.hasUncaughtExceptionCaptureCallback.bind(process);

const events = ["exit", "beforeExit", "uncaughtException", "uncaughtExceptionMonitor", "unhandledRejection", "warning"];

/**
 * The objects that all code in a thread shares, in the order of their names. A job that alters one would affect later
 * jobs.
 */
const shared: readonly object[] = [
  globalThis,
  ...[
    Object,
    Array,
    String,
    Number,
    Function,
    RegExp,
    Promise,
    Map,
    Set,
    WeakMap,
    Symbol,
    Error,
    AbortController,
  ].flatMap((one): object[] => [one, one.prototype]),
  ...[JSON, Math, Reflect, Buffer, Object.getPrototypeOf(Uint8Array.prototype)],
  // The objects that drive a component: its generator, and the iterators that it inherits from.
  ...prototypesOf((async function* () {})()),
  ...prototypesOf((function* () {})()),
];
const { getOwnPropertyDescriptors } = Object;
const { ownKeys } = Reflect;

/** Returns whether no shared object was altered since `acceptAsBaseline`. */
let isAsBefore = (): boolean => true;

/** Returns the prototypes of an object, up to the root of all objects. */
function prototypesOf(one: object): readonly object[] {
  const above: object | null = Object.getPrototypeOf(one);
  return above === null || above === Object.prototype ? [] : [above, ...prototypesOf(above)];
}

/**
 * Returns a function that compares some 550 properties with their current values. It runs after each job of a plugin,
 * so it is compiled: this takes a fortieth of the time of a loop over names. Accessors are skipped, because reading
 * them may have side effects.
 */
function comparison(holders: readonly object[]): () => boolean {
  const given: unknown[] = [];
  const name = (value: unknown): string => `given${given.push(value) - 1}`;
  const terms = holders.flatMap((holder) => {
    const descriptors: Record<PropertyKey, PropertyDescriptor> = getOwnPropertyDescriptors(holder);
    const values = ownKeys(holder).flatMap((key) => {
      const own = descriptors[key];
      return own === undefined || !("value" in own) || Number.isNaN(own.value) ? [] : [{ key, value: own.value }];
    });
    const itself = name(holder);
    return values.map(({ key, value }) => {
      const at = typeof key === "string" ? JSON.stringify(key) : name(key);
      return `${itself}[${at}] === ${name(value)}`;
    });
  });
  const names = given.map((_, index) => `given${index}`);
  return new Function(...names, `return () => ${terms.join(" && ")};`)(...given);
}

function isAltered(): boolean {
  if (!isAsBefore()) return true;
  for (const key in {}) return key !== "";
  return false;
}

let resourcesAtMost = 0;
let listenersExpected = 0;
let bytesAtMost = Number.POSITIVE_INFINITY;

/**
 * Sets the memory in use beyond which a worker is replaced, so that memory left by one job does not count against the
 * next one.
 */
export function setMemoryShare(bytes: number): void {
  bytesAtMost = bytes;
}

/** Accepts the present state as the plugin's own. Only what its jobs add from now on counts as left over. */
export function acceptAsBaseline(): void {
  isAsBefore = comparison(shared);
  resourcesAtMost = Math.max(resourcesAtMost, resources());
  listenersExpected = listeners();
}

/**
 * Returns whether the jobs of a plugin left something in this thread that would affect later ones: timers, sockets,
 * child processes, listeners of the process, memory, altered shared objects. Call it when no job runs.
 */
export function hasLeftovers(): boolean {
  return (
    isAltered() ||
    resources() > resourcesAtMost ||
    listeners() !== listenersExpected ||
    hasCaptureCallback() ||
    inUse() > bytesAtMost
  );
}

function resources(): number {
  let count = 0;
  for (const name of getActiveResourcesInfo()) if (!passing.test(name)) count += 1;
  return count;
}

function listeners(): number {
  let count = 0;
  for (const name of events) count += listenerCount(name);
  return count;
}

function inUse(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
