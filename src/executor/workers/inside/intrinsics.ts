import { EventEmitter } from "node:events";
import fs from "node:fs";
import { MessagePort } from "node:worker_threads";

type Slot = readonly [holder: object, key: PropertyKey, value: unknown];
type Watched = readonly [holder: object, keys: readonly PropertyKey[]];

const iterator = Symbol.iterator;
const generators: object = Object.getPrototypeOf((async function* () {})()) ?? {};

/**
 * What our own code in this thread, and most of others' too, leans on. Altering it is how one job would reach into the
 * next. Not everything there is: all of it is looked at after every job of a plugin.
 */
const watched: readonly Watched[] = [
  [JSON, ["parse", "stringify"]],
  [Object, ["keys", "values", "entries", "fromEntries", "assign", "defineProperty", "getPrototypeOf", "freeze"]],
  [Array, ["from", "isArray"]],
  [Array.prototype, [iterator, "push", "map", "flatMap", "filter", "find", "some", "every", "join", "slice", "sort"]],
  [Array.prototype, ["forEach", "includes", "indexOf", "concat", "splice", "shift", "reduce"]],
  [String.prototype, ["slice", "split", "replace", "indexOf", "includes", "startsWith", "trim", "toWellFormed"]],
  [Function.prototype, ["call", "apply", "bind"]],
  [RegExp.prototype, ["exec", "test"]],
  [Promise, ["all", "race", "resolve", "reject", "withResolvers"]],
  [Promise.prototype, ["then", "catch", "finally"]],
  [Object.getPrototypeOf(generators), ["next", "return", "throw"]],
  [Map.prototype, ["get", "set", "has", "delete", iterator]],
  [Set.prototype, ["add", "has", "delete", iterator]],
  [MessagePort.prototype, ["postMessage", "on", "emit"]],
  [EventEmitter.prototype, ["on", "emit"]],
  [globalThis, ["setTimeout", "clearTimeout", "setImmediate", "queueMicrotask", "Promise", "Error", "Buffer", "JSON"]],
  [process, ["exit", "kill", "nextTick", "emit", "on"]],
  [Buffer, ["from", "concat"]],
  [console, ["log", "error"]],
  [fs, ["openSync", "writeSync", "readSync", "renameSync"]],
];

/** Additions to these reach every object or list of everybody. */
const closed: readonly object[] = [Object.prototype, Array.prototype];

const slots: Slot[] = current();
const sizes = closed.map((holder) => Reflect.ownKeys(holder).length);
const { get, ownKeys } = Reflect;

function current(): Slot[] {
  return watched.flatMap(([holder, keys]) => keys.map((key): Slot => [holder, key, Reflect.get(holder, key)]));
}

/** Takes the functions as they are now for the right ones: once our own have been put in their places. */
export function acceptIntrinsics(): void {
  slots.splice(0, slots.length, ...current());
}

/** Whether every function is the one that was there. */
export function areIntrinsicsIntact(): boolean {
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i];
    if (slot !== undefined && get(slot[0], slot[1]) !== slot[2]) return false;
  }
  for (let i = 0; i < closed.length; i++) {
    const holder = closed[i];
    if (holder !== undefined && ownKeys(holder).length !== sizes[i]) return false;
  }
  return true;
}
