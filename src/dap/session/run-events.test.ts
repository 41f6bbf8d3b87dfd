import { expect, test } from "vitest";
import type { RunEvent } from "../../domain/index.ts";
import { clientFormat, RequestArguments } from "../protocol/index.ts";
import { EventOutlet } from "./event-outlet.ts";
import { RunEventReporter } from "./run-events.ts";
import { RunbookSources } from "./runbook-sources.ts";
import type { SessionThreads } from "./threads.ts";

/** A reporter over a client, and what the client was told. */
function reporterFor(capabilities: object) {
  const told: (readonly [name: string, body: object | undefined])[] = [];
  const outlet = new EventOutlet();
  const runbook = { shown: "r.yaml", path: "/r.yaml", text: "", isChanged: false, children: [] };
  const reporter = new RunEventReporter({
    outlet,
    threads: { idOf: () => 7 } as unknown as SessionThreads,
    sources: new RunbookSources({ artifacts: [] }, runbook),
  });
  const connect = (): void => {
    const format = clientFormat(new RequestArguments("initialize", capabilities));
    outlet.attach({ format, event: (name, body) => told.push([name, body]) });
  };
  return { told, outlet, reporter, connect };
}

const event = (type: string, rest: object): RunEvent => ({ type, artifact: "a", ...rest }) as unknown as RunEvent;

test("progress is told in whole percent, and ends with the attempt", () => {
  const { told, outlet, reporter, connect } = reporterFor({ supportsProgressReporting: true });
  connect();
  outlet.configured();
  for (const done of [0, 4, 9, 500, 501, 1000]) reporter.report(event("artifact.progress", { done, total: 1000 }));
  reporter.report(event("artifact.attempted", { outcome: "produced" }));
  const progressId = "artifact a";
  expect(told).toEqual([
    ["progressStart", { progressId, title: "a", percentage: 0 }],
    ["progressUpdate", { progressId, percentage: 50 }],
    ["progressUpdate", { progressId, percentage: 100 }],
    ["progressEnd", { progressId }],
  ]);
});

test("a client that shows no progress is not told of it", () => {
  const { told, outlet, reporter, connect } = reporterFor({});
  connect();
  outlet.configured();
  reporter.report(event("artifact.progress", { done: 1, total: 2 }));
  expect(told).toEqual([]);
});

test("log lines keep their severity, and wait until the client has configured the session", () => {
  const { told, outlet, reporter, connect } = reporterFor({});
  reporter.report(event("artifact.noted", { level: "info", text: "read" }));
  connect();
  reporter.report(event("artifact.noted", { level: "warn", text: "odd" }));
  expect(told).toEqual([]);
  outlet.configured();
  expect(told).toEqual([
    ["output", { category: "console", output: "[a] info: read\n" }],
    ["output", { category: "stderr", output: "[a] warn: odd\n" }],
  ]);
});

test("of more than 1000 events without a client the oldest are left out, and the next client is told so", () => {
  const { told, outlet, reporter, connect } = reporterFor({});
  for (let at = 0; at < 1005; at += 1) reporter.report(event("artifact.noted", { level: "info", text: String(at) }));
  connect();
  outlet.configured();
  expect(told).toHaveLength(1001);
  expect(told.map(([, body]) => body)).toContainEqual({
    category: "console",
    output: "5 earlier messages were left out\n",
  });
  expect(told.at(-1)?.[1]).toMatchObject({ output: "[a] info: 1004\n" });
});
