/** A call of a command over the made project, in which shop.yaml has run once and that run is in run.wctrun. */
export interface EndingCall {
  /** `first` stands for the id of that run. */
  readonly args: readonly string[];
  readonly code: number;
}

/** Each command, and the code with which it ends. */
export const endingCalls: readonly EndingCall[] = [
  { args: ["run", "shop.yaml"], code: 0 },
  { args: ["run", "failing.yaml"], code: 1 },
  { args: ["run", "invalid.yaml"], code: 2 },
  { args: ["validate", "shop.yaml"], code: 0 },
  { args: ["runs"], code: 0 },
  { args: ["runs", "show", "first"], code: 0 },
  { args: ["runs", "export", "first", "again.wctrun", "--force"], code: 0 },
  { args: ["runs", "import", "run.wctrun"], code: 0 },
  { args: ["runs", "prune", "--older-than", "9d", "--yes"], code: 0 },
  { args: ["verify"], code: 0 },
  { args: ["verify", "run.wctrun"], code: 0 },
  { args: ["inspect", "first", "texts"], code: 0 },
  { args: ["inspect", "nothing"], code: 3 },
  { args: ["visualise", "first", "-o", "graph.svg", "--force"], code: 0 },
  { args: ["timeline", "first"], code: 0 },
  { args: ["replay", "first", "--speed", "max"], code: 0 },
  { args: ["replay", "first", "--step"], code: 0 },
  { args: ["diff", "first", "latest"], code: 0 },
  { args: ["report", "first", "-o", "report.html", "--force"], code: 0 },
  { args: ["export", "first", "--format", "json", "-o", "exported", "--force"], code: 0 },
  { args: ["check", "run.wctrun", "--write-baseline", "accepted.json", "--force"], code: 3 },
  { args: ["processors"], code: 0 },
  { args: ["generate-schema"], code: 0 },
  { args: ["init", "--dir", "new", "--force"], code: 0 },
  { args: ["completion", "bash"], code: 0 },
  { args: ["--help"], code: 0 },
  { args: ["no-such-command"], code: 2 },
];
