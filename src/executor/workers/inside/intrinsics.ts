import { EventEmitter } from "node:events";
import fs from "node:fs";
import { MessagePort } from "node:worker_threads";

type Holder = object;
type Slot = readonly [holder: Holder, key: PropertyKey, value: unknown];

/** What our own code in this thread leans on. Altering it is how one job would reach into the next. */
const holders: readonly Holder[] = [
  ...[globalThis, JSON, Math, Reflect, Atomics, process, console, fs],
  ...[Object, Array, Number, String, Promise, Symbol, ArrayBuffer, Uint8Array, Buffer, Map, Set],
  ...[Object, Function, Array, Number, String, Boolean, Promise, RegExp, Error, Date].map((one) => one.prototype),
  ...[Map, Set, WeakMap, ArrayBuffer, Uint8Array, Buffer].map((one) => one.prototype),
  Object.getPrototypeOf(Uint8Array.prototype),
  Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})())),
  ...[AbortSignal, AbortController, MessagePort, EventEmitter].map((one) => one.prototype),
];

/** Additions to these reach every object or list of everybody. */
const closed: readonly Holder[] = [Object.prototype, Array.prototype];

const slots: Slot[] = holders.flatMap(functionsOf);
const sizes = closed.map((holder) => Reflect.ownKeys(holder).length);
const { ownKeys } = Reflect;

function functionsOf(holder: Holder): Slot[] {
  return Reflect.ownKeys(holder).flatMap((key): Slot[] => {
    const value: unknown = Object.getOwnPropertyDescriptor(holder, key)?.value;
    return typeof value === "function" ? [[holder, key, value]] : [];
  });
}

/** Takes the functions as they are now for the right ones: once our own have been put in their places. */
export function acceptIntrinsics(): void {
  slots.splice(0, slots.length, ...holders.flatMap(functionsOf));
}

/** Whether every function is the one that was there. Reads only: some hundred, in a few microseconds. */
export function areIntrinsicsIntact(): boolean {
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i];
    if (slot !== undefined && Reflect.get(slot[0], slot[1]) !== slot[2]) return false;
  }
  for (let i = 0; i < closed.length; i++) {
    const holder = closed[i];
    if (holder !== undefined && ownKeys(holder).length !== sizes[i]) return false;
  }
  return true;
}
