import { attack, completes, fails } from "./attack.ts";

const replaced = [
  "AbortController",
  "String",
  "Promise",
  "Error",
  "Buffer",
  "Map",
  "WeakMap",
  "Set",
  "Uint8Array",
  "Number",
];

const inType = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase();

/** Replaces what all code in a thread shares, before or after something was yielded. */
export const globals = [
  ...replaced.map((name) =>
    attack(
      `replaces_${inType(name)}`,
      `globalThis.${name} = class { constructor() { throw 1; } }; yield { n: 1 }; return {};`,
    ),
  ),
  ...replaced.map((name) =>
    attack(
      `replaces_${inType(name)}_late`,
      `yield { n: 1 }; globalThis.${name} = function () { return {}; }; yield { n: 2 }; return {};`,
    ),
  ),
  attack("replaces_stringify", `JSON.stringify = () => "{"; yield { n: 1 }; return {};`, fails),
  attack("replaces_stringify_by_lies", `JSON.stringify = () => '{"n":1e999}'; yield { n: 1 }; return {};`, fails),
  attack("replaces_stringify_by_lines", `JSON.stringify = () => "1\\n2"; yield { n: 1 }; return {};`, fails),
  attack("replaces_parse", `JSON.parse = () => { throw 1; }; yield { n: 1 }; return {};`, completes),
  attack(
    "replaces_timers",
    `globalThis.setTimeout = globalThis.setImmediate = globalThis.queueMicrotask = () => {}; yield { n: 1 }; return {};`,
  ),
  attack(
    "poisons_to_json",
    `Object.prototype.toJSON = () => ({ other: "content" }); yield { n: 1 }; return {};`,
    fails,
  ),
  attack("poisons_to_json_of_arrays", `Array.prototype.toJSON = () => "other"; yield { list: [1] }; return {};`, fails),
  attack("poisons_then", `Object.prototype.then = function (resolve) { resolve(1); }; yield { n: 1 }; return {};`),
  attack("poisons_then_for_ever", `Promise.prototype.then = () => {}; yield { n: 1 }; return {};`),
  attack(
    "poisons_setters",
    `for (const key of ["kind", "text", "count", "number", "message", "rest"]) Object.defineProperty(Object.prototype, key, { set() {}, get() { return "forged"; }, configurable: true }); yield { n: 1 }; return {};`,
  ),
  attack(
    "poisons_inherited_keys",
    `Object.prototype.failure = { code: "WCT_INTERNAL" }; Object.prototype.process = { read: ["/"], write: ["/"] }; yield { n: 1 }; return {};`,
  ),
  attack(
    "poisons_iterators",
    `Array.prototype[Symbol.iterator] = function* () {}; Map.prototype[Symbol.iterator] = function* () {}; yield { n: 1 }; return {};`,
  ),
  attack(
    "poisons_array_methods",
    `for (const name of ["push", "map", "join", "slice", "filter", "flatMap"]) Array.prototype[name] = () => []; yield { n: 1 }; return {};`,
  ),
  attack(
    "poisons_string_methods",
    `for (const name of ["slice", "indexOf", "replace", "toWellFormed", "startsWith"]) String.prototype[name] = () => ""; yield { n: 1 }; return {};`,
  ),
  attack(
    "poisons_function_methods",
    `Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => () => {}; yield { n: 1 }; return {};`,
  ),
  attack(
    "poisons_generators",
    `const steps = Object.getPrototypeOf(Object.getPrototypeOf((async function* () {})())); steps.next = async () => ({ done: true, value: {} }); yield { n: 1 }; return {};`,
  ),
  attack(
    "poisons_array_species",
    `Object.defineProperty(Array, Symbol.species, { get() { throw 1; } }); yield { n: 1 }; return {};`,
  ),
  attack(
    "patches_hashes",
    `const crypto = node("crypto"); crypto.hash = () => "0".repeat(64); crypto.Hash.prototype.digest = () => "f".repeat(64); node("module").syncBuiltinESMExports(); yield { n: 1 }; return {};`,
    completes,
  ),
  attack(
    "patches_compression",
    `const zlib = node("zlib"); for (const name of Object.keys(zlib)) try { zlib[name] = () => Buffer.alloc(3); } catch {} node("module").syncBuiltinESMExports(); yield Array.from({ length: 5000 }, (_, n) => ({ n, text: "x".repeat(200) })); return {};`,
    completes,
  ),
  attack(
    "patches_buffers",
    `Buffer.from = Buffer.concat = Buffer.alloc = () => new Uint8Array(1); Uint8Array.prototype.set = () => {}; yield { n: 1 }; return {};`,
  ),
  attack(
    "patches_fs",
    `const fs = node("fs"); for (const name of ["openSync", "readSync", "writeSync", "renameSync", "fsyncSync"]) fs[name] = () => 0; node("module").syncBuiltinESMExports(); yield Array.from({ length: 5000 }, (_, n) => ({ n, text: "x".repeat(200) })); return {};`,
    completes,
  ),
  attack(
    "patches_events",
    `const { EventEmitter } = node("events"); EventEmitter.prototype.emit = () => false; EventEmitter.prototype.on = () => {}; yield { n: 1 }; return {};`,
  ),
  attack(
    "freezes_everything",
    `for (const one of [Object.prototype, Array.prototype, Promise.prototype, Map.prototype]) Object.freeze(one); yield { n: 1 }; return {};`,
    completes,
  ),
];
