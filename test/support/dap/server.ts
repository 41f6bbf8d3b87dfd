// Serves the debug adapter over this process's streams, or over a port or socket: `server.ts [ADDRESS WAIT_SECONDS]`.
import { parseListenAddress, serveDap } from "../../../src/dap/index.ts";
import { systemClock } from "../../../src/store/index.ts";

const [listen, wait] = process.argv.slice(2);
const variables = Object.entries(process.env).flatMap(([name, value]) =>
  value === undefined ? [] : [[name, value] as const],
);
const host = { cwd: process.cwd(), env: new Map(variables) };
const aborter = new AbortController();
process.on("SIGTERM", () => aborter.abort());
const code = await serveDap(host, {
  transport:
    listen === undefined
      ? { kind: "streams", input: process.stdin, write: (text) => void process.stdout.write(text) }
      : {
          kind: "listen",
          address: parseListenAddress(listen, host.cwd),
          waitMs: Number(wait) * 1000,
          clock: systemClock,
          announce: (line) => void process.stderr.write(`${line}\n`),
        },
  signal: aborter.signal,
  onBug: (error) => void process.stderr.write(`bug: ${error instanceof Error ? error.stack : String(error)}\n`),
});
process.exitCode = code;
