import { linkSync, mkdirSync, writeFileSync } from "node:fs";
import { makeProject, type Project } from "./project.ts";

const line = "Ada Example lives at 12 Some Street and writes to ada@example.org now.\n";
const bytes = 8_000_000;
const copies = 60;

/**
 * A project whose runbook `slow.yaml` works for minutes: many names for one big file, read in small pieces. `quick` is
 * made first, `slow` never ends before it is interrupted, `after` waits for it.
 */
export function makeSlowProject(): Project {
  const project = makeProject("wct-slow-");
  mkdirSync(project.path("big"));
  const [first, ...others] = Array.from({ length: copies }, (_, i) => project.path("big", `${1000 + i}.txt`));
  if (first !== undefined) writeFileSync(first, line.repeat(bytes / line.length));
  for (const other of others) linkSync(first ?? other, other);
  project.write(
    "slow.yaml",
    `name: Slow
description: Reads for minutes
config: { max_concurrency: 1 }
artifacts:
  quick:
    source: { type: filesystem, properties: { path: texts } }
    output: true
  slow:
    source: { type: filesystem, properties: { path: big, chunk_chars: 64, overlap_chars: 32 } }
  after:
    inputs: [quick, slow]
`,
  );
  return project;
}
