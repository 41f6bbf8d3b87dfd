// npm run bench [name] [-- options]: all measurements, or one. `detection` has options, `distributed` parts.
import { availableParallelism, loadavg } from "node:os";
import { benchChildRunbooks } from "./child-runbooks.ts";
import { benchDatabases } from "./databases.ts";
import { benchDebugger } from "./debugger.ts";
import { benchDetection } from "./detection/index.ts";
import { benchDistributed } from "./distributed/index.ts";
import { benchDocuments } from "./documents.ts";
import { benchDryRun } from "./dry-run.ts";
import { benchDump } from "./dump.ts";
import { benchExecutor } from "./executor.ts";
import { benchFolder } from "./folder.ts";
import { benchIncremental } from "./incremental.ts";
import { benchJsonPath } from "./jsonpath.ts";
import { benchColdPlan, benchParse } from "./parse.ts";
import { benchPostgresStore } from "./postgres-store.ts";
import { benchReading } from "./reading.ts";
import { benchRecording } from "./recording.ts";
import { benchRecords } from "./records.ts";
import { benchReplayVerify } from "./replay-verify.ts";
import { benchResume } from "./resume.ts";
import { benchScale } from "./scale.ts";
import { benchStartup } from "./startup.ts";
import { benchStore } from "./store.ts";
import { benchStreaming } from "./streaming.ts";
import { benchText } from "./text.ts";
import { benchWhatIf } from "./what-if.ts";
import { benchWorkers } from "./workers.ts";

const print = (line: string): void => console.log(line);

const benches: ReadonlyMap<string, () => Promise<void> | void> = new Map<string, () => Promise<void> | void>([
  ["databases", () => benchDatabases(print)],
  ["debugger", () => benchDebugger(print)],
  ["child-runbooks", () => benchChildRunbooks(print)],
  ["detection", () => benchDetection(process.argv.slice(3), print)],
  ["distributed", () => benchDistributed(process.argv.slice(3), print)],
  ["documents", () => benchDocuments(print)],
  ["dry-run", () => benchDryRun(print)],
  ["dump", () => benchDump(print)],
  ["executor", () => benchExecutor(print)],
  ["folder", () => benchFolder(print)],
  ["incremental", () => benchIncremental(print)],
  ["jsonpath", () => benchJsonPath(print)],
  ["reading", () => benchReading(print)],
  [
    "parse",
    () => {
      console.table([benchParse()]);
      const times = benchColdPlan().map((time) => time.toFixed(0));
      print(`a plan of 10,000 artifacts from YAML, in a fresh process: ${times.join(" ")} ms`);
    },
  ],
  ["postgres-store", () => benchPostgresStore(print)],
  ["recording", () => benchRecording(print)],
  ["records", () => benchRecords(print)],
  ["replay-verify", () => benchReplayVerify(print)],
  ["resume", () => benchResume(print)],
  ["scale", () => benchScale(print)],
  ["startup", () => benchStartup(print)],
  ["store", async () => console.table([await benchStore()])],
  ["streaming", () => benchStreaming(print)],
  ["text", () => benchText(print)],
  ["workers", () => benchWorkers(print)],
  ["what-if", () => benchWhatIf(print)],
]);

const name = process.argv[2];
const chosen = name === undefined ? [...benches] : [...benches].filter(([known]) => known === name);
if (chosen.length === 0) {
  console.error(`no measurement is called "${name}"; there are ${[...benches.keys()].join(", ")}`);
  process.exitCode = 2;
}
for (const [title, bench] of chosen) {
  const load = loadavg()[0] ?? 0;
  print(`${title} (Node ${process.version}, ${availableParallelism()} cores, load ${load.toFixed(1)})`);
  await bench();
}
