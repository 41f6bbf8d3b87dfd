import { afterEach, describe, expect, test } from "vitest";
import { jobFolder } from "../../../store/index.ts";
import type { FromWorker, Loss, Order, WorkerReport } from "../../jobs/index.ts";
import { isClaimed, offer, openProcess, openThread, type Transport } from "./index.ts";

const module = new URL("../../../../test/fixtures/plugins/good.ts", import.meta.url).href;
const component = { kind: "connector", type: "range", plugin: "good-fixtures", module } as const;

/** One transport, with everything it has reported. */
class Rig {
  readonly transport: Transport;
  readonly reports: WorkerReport[] = [];
  readonly ended = Promise.withResolvers<Loss>();
  #waiting: { readonly isIt: (report: WorkerReport) => boolean; readonly resolve: (report: WorkerReport) => void }[] =
    [];

  constructor(kind: "thread" | "process") {
    const open = kind === "thread" ? openThread : openProcess(component, jobFolder(null));
    this.transport = open({
      jobs: 4,
      isSerial: true,
      memoryLimitMb: 256,
      printed: () => {},
      ended: this.ended.resolve,
      heard: (report) => this.#hear(report as WorkerReport),
    });
  }

  /** Returns the first report of a kind, past or future. */
  until(isIt: (report: WorkerReport) => boolean): Promise<WorkerReport> {
    const known = this.reports.find(isIt);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve) => this.#waiting.push({ isIt, resolve }));
  }

  give(number: number, config: { readonly count: number }): Order {
    const order: Order = {
      kind: "job",
      number,
      stateIndex: 0,
      runContext: 1,
      work: {
        handler: "produce",
        job: {
          component,
          config: { input: config, values: new Map() },
          inputs: [],
          startedAt: "2026-01-02T03:04:05.000Z",
          hasTimeLimit: false,
        },
      },
    };
    offer(this.transport.jobState, order);
    const confidential = { secrets: [], environment: [] };
    this.transport.send([{ kind: "run-context", runContext: { id: 1, location: null, confidential } }, order]);
    return order;
  }

  #hear(report: WorkerReport): void {
    this.reports.push(report);
    for (const { resolve } of this.#waiting.filter(({ isIt }) => isIt(report))) resolve(report);
    this.#waiting = this.#waiting.filter(({ isIt }) => !isIt(report));
  }
}

function linesOf(message: FromWorker): string {
  if (message.kind === "elements") return Buffer.from(message.data).toString("utf8");
  return message.kind === "produced" ? message.text : "";
}

const endOf = (number: number) => (report: WorkerReport) =>
  typeof report === "object" && report.number === number && report.message.kind === "produced";

// Applies to every kind of worker.
describe.each(["thread", "process"] as const)("a transport to a %s", { timeout: 60_000 }, (kind) => {
  let rig: Rig;
  afterEach(() => rig.transport.end());

  test("says first that it is up, and answers", async () => {
    rig = new Rig(kind);
    rig.transport.send([{ kind: "ping" }]);
    await rig.until((report) => report === "pong");
    expect(rig.reports).toEqual(["ready", "pong"]);
  });

  test("begins a job, which the shared state tells, and sends what it makes in order", async () => {
    rig = new Rig(kind);
    const order = rig.give(1, { count: 6000 });
    const produced = await rig.until(endOf(1));
    expect(isClaimed(rig.transport.jobState, order)).toBe(true);
    const messages = rig.reports.flatMap((report) => (typeof report === "object" ? [report.message] : []));
    const parts = messages.filter(({ kind }) => kind === "elements" || kind === "produced");
    const text = parts.map(linesOf).join("");
    expect(parts.length).toBeGreaterThan(1);
    expect(
      text
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).n),
    ).toEqual(Array.from({ length: 6000 }, (_, i) => i + 1));
    expect(produced).toMatchObject({ message: { isSpent: false, ended: expect.any(BigInt) } });
  });

  test("does one job after the other", async () => {
    rig = new Rig(kind);
    for (const number of [1, 2, 3]) {
      rig.give(number, { count: number });
      expect(await rig.until(endOf(number))).toMatchObject({ message: { count: number } });
    }
  });

  test("tells what it uses while it works", async () => {
    rig = new Rig(kind);
    await rig.until((report) => report === "ready");
    const { used, committed } = await rig.transport.memory();
    expect(used).toBeGreaterThanOrEqual(0);
    expect(committed).toBeGreaterThanOrEqual(used);
  });

  test("is ended from here, and says nothing more", async () => {
    rig = new Rig(kind);
    await rig.until((report) => report === "ready");
    rig.give(1, { count: 1_000_000 });
    await rig.transport.end();
    const { length } = rig.reports;
    await rig.ended.promise;
    expect(rig.reports).toHaveLength(length);
  });
});
