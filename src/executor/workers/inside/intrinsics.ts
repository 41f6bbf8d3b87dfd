import { EventEmitter } from "node:events";
import fs from "node:fs";
import { MessagePort } from "node:worker_threads";

type Watched = readonly [name: string, holder: object, keys: readonly PropertyKey[]];

interface Slot {
  readonly name: string;
  readonly holder: object;
  readonly key: PropertyKey;
  readonly value: unknown;
}

const nothing: readonly never[] = [];
const iterator = Symbol.iterator;
const generators: object = Object.getPrototypeOf((async function* () {})()) ?? {};

/**
 * What our own code in this thread, and most of others' too, leans on. Altering it is how one job would reach into the
 * next. Not everything there is: all of it is looked at after every job of a plugin.
 */
const watched: readonly Watched[] = [
  ["JSON", JSON, ["parse", "stringify"]],
  [
    "Object",
    Object,
    ["keys", "values", "entries", "fromEntries", "assign", "defineProperty", "getPrototypeOf", "freeze"],
  ],
  ["Array", Array, ["from", "isArray"]],
  [
    "Array.prototype",
    Array.prototype,
    [iterator, "push", "map", "flatMap", "filter", "find", "some", "every", "join", "slice", "sort"],
  ],
  ["Array.prototype", Array.prototype, ["forEach", "includes", "indexOf", "concat", "splice", "shift", "reduce"]],
  [
    "String.prototype",
    String.prototype,
    ["slice", "split", "replace", "indexOf", "includes", "startsWith", "trim", "toWellFormed"],
  ],
  ["Function.prototype", Function.prototype, ["call", "apply", "bind"]],
  ["RegExp.prototype", RegExp.prototype, ["exec", "test"]],
  ["Promise", Promise, ["all", "race", "resolve", "reject", "withResolvers"]],
  ["Promise.prototype", Promise.prototype, ["then", "catch", "finally"]],
  ["AsyncGenerator.prototype", Object.getPrototypeOf(generators), ["next", "return", "throw"]],
  ["Map.prototype", Map.prototype, ["get", "set", "has", "delete", iterator]],
  ["Set.prototype", Set.prototype, ["add", "has", "delete", iterator]],
  ["MessagePort.prototype", MessagePort.prototype, ["postMessage", "on", "emit"]],
  ["EventEmitter.prototype", EventEmitter.prototype, ["on", "emit"]],
  [
    "globalThis",
    globalThis,
    ["setTimeout", "clearTimeout", "setImmediate", "queueMicrotask", "Promise", "Error", "Buffer", "JSON"],
  ],
  ["Buffer", Buffer, ["from", "concat"]],
  ["console", console, ["log", "error"]],
  ["fs", fs, ["openSync", "writeSync", "readSync", "renameSync"]],
];

const { get } = Reflect;
let slots: readonly Slot[] = [];
let inherited: readonly string[] = [];
acceptIntrinsics();

/** Takes the functions as they are now for the right ones: once our own, or the plugin's, are in their places. */
export function acceptIntrinsics(): void {
  slots = watched.flatMap(([name, holder, keys]) =>
    keys.map((key): Slot => ({ name: `${name}.${String(key)}`, holder, key, value: get(holder, key) })),
  );
  inherited = inheritedByAll();
}

/** The name of a function that is not the one that was there, or of a property that everything has since. */
export function alteredIntrinsic(): string | null {
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i];
    if (slot !== undefined && get(slot.holder, slot.key) !== slot.value) return slot.name;
  }
  return inheritedByAll().find((key) => !inherited.includes(key)) === undefined ? null : "Object.prototype";
}

/** What a loop over the keys of any list would find. */
function inheritedByAll(): readonly string[] {
  const keys: string[] = [];
  for (const key in nothing) keys.push(key);
  return keys;
}
