// Appends to the file named by WCT_TEST_ENDING how the process ends: "idle", or "forced" with what kept its event loop.
import { appendFileSync } from "node:fs";

const file = process.env.WCT_TEST_ENDING;
const { execve } = process;
process.on("beforeExit", () => appendFileSync(file, "idle\n"));
process.execve = (...args) => {
  appendFileSync(file, `forced ${process.getActiveResourcesInfo().join(" ")}\n`);
  execve.apply(process, args);
};
