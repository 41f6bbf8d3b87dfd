import { attack, completes, endless, fails, inProcess } from "./attack.ts";

/** Ways of not ending, and of ending more than itself. */
export const endings = [
  attack("loops", `for (;;);`, endless),
  attack("loops_in_microtasks", `for (;;) await 0;`, endless),
  attack("leaves_a_microtask_loop", `(async () => { for (;;) await 0; })(); yield { n: 1 }; return {};`),
  attack("leaves_a_tick_loop", `(function again() { process.nextTick(again); })(); yield { n: 1 }; return {};`),
  attack("leaves_an_immediate_loop", `(function again() { setImmediate(again); })(); yield { n: 1 }; return {};`),
  attack("waits_in_shared_memory", `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); yield {};`, endless),
  attack("waits_for_nothing", `await new Promise(() => {}); yield {};`, endless),
  attack(
    "waits_for_an_unreferenced_timer",
    `await new Promise((resolve) => setTimeout(resolve, 1e6).unref()); yield {};`,
    endless,
  ),
  attack("backtracks", `/^(a+)+$/.test("a".repeat(80) + "!"); yield {};`, endless),
  attack("parses_for_ever", `for (;;) JSON.parse("[" + "1,".repeat(1e5) + "1]");`, endless),
  attack("exits", `process.exit(0);`, fails),
  attack("exits_really", `process.reallyExit(0);`, fails),
  attack("exits_by_emit", `process.emit("exit", 0); yield { n: 1 }; return {};`),
  attack("sets_the_exit_code", `process.exitCode = 77; yield { n: 1 }; return {};`),
  attack("aborts", `process.abort();`, fails),
  attack("kills", `process.kill(process.pid, "SIGKILL"); yield {}; return {};`),
  attack("kills_its_parent", `process.kill(process.ppid, "SIGSTOP"); yield {}; return {};`, inProcess),
  attack(
    "kills_in_a_nested_thread",
    `const { Worker } = node("worker_threads"); new Worker('process.kill(process.pid, "SIGKILL")', { eval: true }); await new Promise((resolve) => setTimeout(resolve, 300)); yield {}; return {};`,
    inProcess,
  ),
  attack(
    "kills_by_a_child",
    `node("child_process").spawnSync("kill", ["-9", String(process.pid)]); yield {}; return {};`,
    inProcess,
  ),
  attack("crashes_by_a_binding", `process.binding("fs").open(); yield {}; return {};`),
  attack(
    "crashes_by_dlopen",
    `process.dlopen({ exports: {} }, "/lib/x86_64-linux-gnu/libc.so.6"); yield {}; return {};`,
  ),
  attack(
    "raises_in_a_callback",
    `setTimeout(() => { throw new Error("late"); }, 10); await new Promise((resolve) => setTimeout(resolve, 1e6)); yield {};`,
    fails,
  ),
  attack(
    "rejects_in_a_callback",
    `Promise.reject(new Error("late")); await new Promise((resolve) => setTimeout(resolve, 1e6)); yield {};`,
    fails,
  ),
  attack(
    "throws_a_trap",
    `throw new Proxy(class extends Error {}, { get() { throw 1; }, getPrototypeOf() { throw 2; } });`,
    fails,
  ),
  attack(
    "listens_for_all",
    `process.on("uncaughtException", () => {}); process.setUncaughtExceptionCaptureCallback?.(() => {}); yield { n: 1 }; return {};`,
  ),
  attack("removes_listeners", `process.removeAllListeners(); yield { n: 1 }; return {};`, completes),
  attack("leaves_timers", `setInterval(() => { throw new Error("left"); }, 5); yield { n: 1 }; return {};`),
  attack(
    "nests_threads",
    `const { Worker } = node("worker_threads"); for (let i = 0; i < 3; i++) new Worker("for (;;);", { eval: true }); yield { n: 1 }; return {};`,
  ),
  attack("execs_another_program", `process.execve("/bin/true", ["true"], {}); yield {}; return {};`, fails),
  attack("changes_folder", `process.chdir("/"); yield {}; return {};`, { ends: "either" }),
  attack("costs_without_end", `context.cost(1e308, "EUR"); context.cost(1e308, "EUR"); yield {}; return {};`, fails),
  attack(
    "costs_in_a_flood",
    `for (let i = 0; i < 1e5; i++) context.cost(1e12, "EUR"); yield {}; return {};`,
    completes,
  ),
];
