import { statSync } from "node:fs";
import { join } from "node:path";
import { program, runbookOf, runProgram } from "./run-program.ts";

/** `WCT_BENCH_ROWS`: number of rows of 200 bytes. The promised figures apply to 10 million. */
const rows = Number(process.env["WCT_BENCH_ROWS"] ?? 10_000_000);

/** Measures rows through a connector, two processors and the JSON exporter, and slices of the stored message. */
export async function benchStreaming(print: (line: string) => void): Promise<void> {
  const runbook = runbookOf([
    { id: "made", type: "load_rows", properties: { count: rows } },
    { id: "mapped", type: "load_map", input: "made" },
    { id: "kept", type: "load_keep", properties: { multiple_of: 2 }, input: "mapped", output: true },
    { id: "counted", type: "load_count", input: "mapped" },
  ]);
  const slices: string[] = [];
  const run = await runProgram(runbook, {
    workers: 2,
    after: (folder) => {
      const size = statSync(join(folder, "out/kept.json")).size;
      slices.push(`exported ${megabytes(size)} MB`);
      for (const args of [
        ["--head", "5"],
        ["--head", "5", "--offset", String(rows - 5)],
      ]) {
        const { wall } = program(["inspect", "latest", "mapped", ...args], folder);
        slices.push(`inspect ${args.join(" ")}: ${wall.toFixed(0)} ms`);
      }
    },
  });
  print(
    `${rows} rows, whole program ${(run.wall / 1000).toFixed(1)} s, CPU ${(run.cpu / 1000).toFixed(1)} s, peak RSS ${run.peakRssMb.toFixed(0)} MB`,
  );
  for (const [id, { took, message }] of run.artifacts) {
    print(
      `  ${id.padEnd(8)} ${message.elements ?? 0} elements, ${megabytes(message.bytes)} MB in ${(took / 1000).toFixed(1)} s`,
    );
  }
  for (const line of slices) print(`  ${line}`);
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
