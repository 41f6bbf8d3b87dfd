import { attack, completes, fails, inProcess } from "./attack.ts";

const forged = `[null, 1, "ready", "pong", [], {}, { number: 1 }, { number: 1, message: null },
  { number: 1, message: { kind: "produced", ended: 1n, took: 1, isSpent: false, text: "1\\n", count: 7, rest: "{}", summary: null } },
  { number: 1, message: { kind: "failed", ended: 1n, took: 1, isSpent: false, said: null, failure: { code: "WCT_STORE_WRITE_FAILED", message: "x", hint: null, componentCode: null, exception: null } } },
  { number: 2, message: { kind: "elements", data: new TextEncoder().encode("{"), count: 1 } },
  { number: 1, message: { kind: "noted", level: "info", text: "\\u001b]0;title\\u0007" } },
  { number: 1, message: { kind: "cost", amount: Infinity, unit: "EUR" } },
  { number: 1, message: { kind: "ask", request: 1, digest: "0".repeat(64), what: "rest" } },
  { number: 1, message: { kind: "exported", ended: 0n, took: 1, isSpent: false } }]`;

/** Finds every port that its own code did not make, by asking the prototype while it is used. */
const stealing = `const ports = new Set(); const { MessagePort } = node("worker_threads");
  for (const name of ["postMessage", "dispatchEvent", "emit", "ref", "unref"]) { const own = MessagePort.prototype[name]; MessagePort.prototype[name] = function (...args) { ports.add(this); return Reflect.apply(own, this, args); }; }
  const dispatch = EventTarget.prototype.dispatchEvent; EventTarget.prototype.dispatchEvent = function (...args) { ports.add(this); return Reflect.apply(dispatch, this, args); };
  for (let i = 0; i < 20; i++) { yield Array.from({ length: 3000 }, () => ({ text: "x".repeat(100) })); await new Promise((resolve) => setTimeout(resolve, 1)); }`;

/**
 * Fills memory far beyond the limit of a component, and then waits to be ended. Without an end, a machine that is slow
 * to notice would run out of memory.
 */
const fill = (how: string, steps = 120): string =>
  `const kept = []; for (let step = 0; ; step++) { if (step < ${steps}) { ${how}; } await new Promise((resolve) => setTimeout(resolve, 1)); }`;

/** The channel to the host, the process around it, and its memory. */
export const channels = [
  attack(
    "posts_to_its_parent",
    `const { parentPort } = node("worker_threads"); for (const one of ${forged}) { parentPort?.postMessage(one); process.send?.(one); } yield { n: 1 }; return {};`,
    completes,
  ),
  attack(
    "closes_its_parent_port",
    `node("worker_threads").parentPort?.close(); process.disconnect?.(); yield { n: 1 }; return {};`,
    completes,
  ),
  attack(
    "steals_its_port_and_forges",
    `${stealing} for (const port of ports) for (const one of ${forged}) try { port.postMessage?.(one); } catch {} yield { n: 1 }; return {};`,
  ),
  attack(
    "steals_its_port_and_closes_it",
    `${stealing} for (const port of ports) port.close?.(); yield { n: 1 }; return {};`,
  ),
  attack(
    "posts_garbage_on_the_pipe",
    `try { node("fs").writeSync(3, "{\\n]\\nnull\\n{\\"number\\":1,\\"message\\":{}}\\n"); } catch {} yield { n: 1 }; return {};`,
    inProcess,
  ),
  attack(
    "floods_the_pipe_without_a_line",
    `const fs = node("fs"); const bytes = Buffer.alloc(1 << 20, 120); for (let i = 0; i < 300; i++) try { fs.writeSync(3, bytes); } catch { await new Promise((resolve) => setTimeout(resolve, 5)); } yield {}; return {};`,
    inProcess,
  ),
  attack(
    "closes_the_pipe",
    `node("fs").closeSync(3); await new Promise((resolve) => setTimeout(resolve, 100)); yield {}; return {};`,
    inProcess,
  ),
  attack(
    "looks_at_its_start",
    `const { workerData } = node("worker_threads"); yield { keys: Object.keys(workerData ?? {}).filter((key) => workerData[key] !== null && key !== "compileCache") }; return {};`,
    completes,
  ),
  attack("yields_getters", `let n = 0; yield { get value() { return n++ === 0 ? 1 : undefined; } }; return {};`),
  attack("yields_a_proxy", `yield new Proxy({}, { ownKeys() { throw 1; } }); return {};`, fails),
  attack("yields_shared_bytes", `yield new Uint8Array(new SharedArrayBuffer(8)); return {};`, fails),
  attack("yields_lone_surrogates", `yield { text: "\\ud800", ["\\udfff"]: 1 }; return {};`, completes),
  attack(
    "yields_prototype_keys",
    `yield JSON.parse('{"__proto__":{"x":1},"constructor":1,"then":1}'); return {};`,
    completes,
  ),
  attack("yields_a_hundred_megabytes", `yield { text: "x".repeat(100 << 20) }; return {};`, fails),
  attack("fills_the_heap", fill("kept.push(Array.from({ length: 1e5 }, (_, n) => ({ n })))", 600), fails),
  attack("fills_buffers", fill("kept.push(Buffer.alloc(16 << 20, 1))"), fails),
  attack("fills_shared_memory", fill("kept.push(new Uint8Array(new SharedArrayBuffer(16 << 20)).fill(1))"), fails),
  attack(
    "fills_shared_memory_of_wasm",
    fill(
      "kept.push(new Uint8Array(new WebAssembly.Memory({ initial: 256, maximum: 256, shared: true }).buffer).fill(1))",
    ),
    fails,
  ),
  attack(
    "fills_the_memory_of_sqlite",
    `const { DatabaseSync } = node("sqlite"); const db = new DatabaseSync(":memory:"); db.exec("CREATE TABLE t (b)"); ${fill('db.exec("INSERT INTO t VALUES (randomblob(16000000))")')}`,
    fails,
  ),
  attack(
    "floods_its_log",
    `for (let i = 0; i < 2e5; i++) context.log.info("line " + i); yield {}; return {};`,
    completes,
  ),
  attack(
    "logs_controls",
    `context.log.warn("\\u001b]0;taken\\u0007\\u009b31m\\u202e::error::x\\n::error::y"); yield {}; return {};`,
    completes,
  ),
  attack("fails_with_controls", `context.fail("E\\u001b[2J", "\\u001b]0;taken\\u0007", "\\u202e"); yield {};`, fails),
];
