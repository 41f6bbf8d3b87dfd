import { attack, completes, inProcess } from "./attack.ts";

const write = (how: string): string => `try { ${how} } catch {} yield { n: 1 }; return {};`;

/** Standard output, the environment, and files of others. */
export const outside = [
  attack(
    "prints",
    `console.log("LEAK"); process.stdout.write("LEAK\\n"); console.error("LEAK"); yield {}; return {};`,
    completes,
  ),
  attack("prints_raw", `process._rawDebug?.("LEAK"); yield {}; return {};`),
  attack("writes_to_1", write('node("fs").writeSync(1, "LEAK\\n");'), completes),
  attack(
    "writes_to_1_later",
    `await new Promise((resolve) => node("fs").write(1, "LEAK\\n", resolve)); yield {}; return {};`,
    completes,
  ),
  attack("writes_a_file_to_1", write('node("fs").writeFileSync(1, "LEAK\\n");'), completes),
  attack("streams_to_1", write('node("fs").createWriteStream(null, { fd: 1 }).write("LEAK\\n");'), completes),
  attack("writes_to_dev_stdout", write('node("fs").writeFileSync("/dev/stdout", "LEAK\\n");'), completes),
  attack(
    "writes_to_dev_stdout_by_a_detour",
    write('node("fs").writeFileSync("/dev/../dev/stdout", "LEAK\\n");'),
    inProcess,
  ),
  attack(
    "writes_to_proc_fd",
    write('node("fs").writeFileSync("/proc/" + process.pid + "/task/" + process.pid + "/fd/1", "LEAK\\n");'),
  ),
  attack(
    "writes_by_a_link",
    write(
      'const fs = node("fs"); const link = node("os").tmpdir() + "/wct-link-" + process.pid; try { fs.symlinkSync("/dev/stdout", link); fs.writeFileSync(link, "LEAK\\n"); } finally { fs.rmSync(link, { force: true }); }',
    ),
    inProcess,
  ),
  attack("writes_by_a_tty", write('new (node("tty").WriteStream)(1).write("LEAK\\n");'), inProcess),
  attack("writes_by_a_socket", write('new (node("net").Socket)({ fd: 1 }).write("LEAK\\n");'), inProcess),
  attack("writes_by_a_binding", write('const fs = process.binding("fs"); fs.writeString(1, "LEAK\\n", null, "utf8");')),
  attack("writes_by_a_child", write('node("child_process").execSync("echo LEAK", { stdio: "inherit" });')),
  attack(
    "writes_by_a_child_and_a_path",
    write(
      'node("child_process").execSync("echo LEAK > /proc/" + process.ppid + "/fd/1; echo LEAK > /proc/" + process.pid + "/fd/1");',
    ),
    inProcess,
  ),
  attack(
    "writes_in_a_nested_thread",
    write(
      "new (node(\"worker_threads\").Worker)(\"require('node:fs').writeSync(1, 'LEAK\\\\n')\", { eval: true }); await new Promise((resolve) => setTimeout(resolve, 200));",
    ),
    inProcess,
  ),
  attack("reports_to_1", write('process.report.filename = "stdout"; process.report.writeReport();'), inProcess),
  attack("closes_1", write('node("fs").closeSync(1);'), completes),
  attack(
    "closes_all_descriptors",
    `const fs = node("fs"); for (let fd = 4; fd < 64; fd++) try { fs.closeSync(fd); } catch {} yield {}; return {};`,
    inProcess,
  ),
  attack(
    "reads_the_environment",
    `if (JSON.stringify(process.env).includes("CANARY")) throw new Error("seen"); yield {}; return {};`,
    completes,
  ),
  attack(
    "reads_the_environment_by_proc",
    `let text = ""; try { text = node("fs").readFileSync("/proc/self/environ", "utf8"); } catch {} yield { text }; return {};`,
    { ...inProcess, ...completes },
  ),
  attack(
    "reads_the_environment_by_a_report",
    `let text = ""; try { text = JSON.stringify(process.report.getReport()); } catch {} yield { seen: text.includes("CANARY") ? "CANARY" : "" }; return {};`,
    inProcess,
  ),
  attack(
    "reads_the_parents_environment",
    `let text = ""; try { text = node("fs").readFileSync("/proc/" + process.ppid + "/environ", "utf8"); } catch {} yield { text }; return {};`,
    { ...inProcess, ...completes },
  ),
  attack(
    "reads_the_store",
    `const fs = node("fs"); const { PROJECT } = context.config; let found = []; try { found = fs.readdirSync(PROJECT + "/.wct"); } catch {} if (found.length > 0) throw new Error("CANARY"); yield { found }; return {};`,
    { ...inProcess, ...completes },
  ),
  attack(
    "removes_the_store",
    write('const fs = node("fs"); fs.rmSync(context.config.PROJECT + "/.wct", { recursive: true, force: true });'),
    { ...inProcess, ...completes },
  ),
  attack("starts_a_process", write('node("child_process").spawnSync("touch", [context.config.PROJECT + "/CANARY"]);'), {
    ...inProcess,
    ...completes,
  }),
  attack(
    "sets_flags",
    write('node("v8").setFlagsFromString("--stack-size=100000000"); (function deep() { deep(); })();'),
  ),
  attack("opens_the_inspector", write('node("inspector").open(0);'), inProcess),
];
