// Flows of BullMQ with worker processes and a redis-server of their own. Plain JavaScript, as users of it run it.
// node bullmq-peer.mjs DEPENDENCIES none|everysec|always chain|wide SIZE WORKERS SLOTS: prints milliseconds of each round
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const [dependencies, durability, shape, size, workers, slots, socketOfWorker] = process.argv.slice(2);
const { FlowProducer, QueueEvents, Worker } = createRequire(join(dependencies, "package.json"))("bullmq");
const rounds = 4;
const queueName = "bench";
const connectionOf = (path) => ({ path, maxRetriesPerRequest: null });

if (socketOfWorker === undefined) await coordinate();
else await work(socketOfWorker);

async function work(socket) {
  const worker = new Worker(queueName, async ({ data }) => ({ value: data.i }), {
    connection: connectionOf(socket),
    concurrency: Number(slots),
  });
  await worker.waitUntilReady();
  process.send("ready");
}

async function coordinate() {
  const dir = mkdtempSync(join(tmpdir(), "wct-redis-"));
  const socket = join(dir, "s");
  const append = durability === "none" ? ["--appendonly", "no"] : ["--appendonly", "yes", "--appendfsync", durability];
  const options = ["--port", "0", "--unixsocket", socket, "--dir", dir, "--save", "", ...append];
  const redis = spawn("redis-server", options, { stdio: "ignore" });
  const processes = [];
  try {
    while (!existsSync(socket)) await delay(20);
    for (let i = 0; i < Number(workers); i += 1)
      processes.push(fork(process.argv[1], [...process.argv.slice(2), socket]));
    await Promise.all(processes.map(ready));
    const used = () => [redis, ...processes, process].map(({ pid }) => cpuOf(pid));
    const results = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = used();
      const time = await run(socket, round);
      const [server, ...others] = used().map((value, i) => value - before[i]);
      results.push({
        time,
        server,
        workers: others.slice(0, -1).reduce((sum, one) => sum + one, 0),
        own: others.at(-1),
      });
    }
    // The first round compiles.
    console.log(JSON.stringify(results.slice(1)));
  } finally {
    for (const child of [...processes, redis]) child.kill("SIGKILL");
    rmSync(dir, { recursive: true, force: true });
  }
}

async function ready(child) {
  const started = once(child, "message");
  const ended = once(child, "exit").then(() => Promise.reject(new Error("a worker of BullMQ did not start")));
  ended.catch(() => undefined);
  await Promise.race([started, ended]);
}

async function run(socket, round) {
  const events = new QueueEvents(queueName, { connection: connectionOf(socket) });
  await events.waitUntilReady();
  const flow = new FlowProducer({ connection: connectionOf(socket) });
  const job = (i) => ({ name: "a", queueName, data: { i }, opts: { jobId: `${round}-${i}`, removeOnComplete: false } });
  const all = Array.from({ length: Number(size) }, (_, i) => job(i));
  const root =
    shape === "wide"
      ? { ...job("root"), children: all }
      : all.reduce((before, one) => (before === null ? one : { ...one, children: [before] }), null);
  const last = `${round}-${shape === "wide" ? "root" : Number(size) - 1}`;
  const ended = new Promise((resolve) => events.on("completed", ({ jobId }) => jobId === last && resolve()));
  const begin = performance.now();
  await flow.add(root);
  await ended;
  const took = performance.now() - begin;
  await events.close();
  await flow.close();
  return took;
}

function cpuOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  const [user, system] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13)
    .map(Number);
  return (user + system) * 10;
}
