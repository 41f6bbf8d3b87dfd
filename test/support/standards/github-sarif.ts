import { gzipSync } from "node:zlib";

// What GitHub refuses or cuts when a log is uploaded, as its documentation says: "SARIF support for code scanning" and
// "Results exceed limits" at docs.github.com.
const limits = { gzipBytes: 10_000_000, runs: 20, results: 25_000, rules: 25_000, locations: 1000, tags: 20 };

interface Location {
  readonly physicalLocation?: {
    readonly artifactLocation?: { readonly uri?: string };
    readonly region?: { readonly startLine?: number };
  };
}

interface Run {
  readonly automationDetails?: { readonly id?: string };
  readonly tool: {
    readonly driver: { readonly name: string; readonly rules: readonly { properties: { tags: readonly string[] } }[] };
  };
  readonly results: readonly {
    readonly message: { readonly text?: string };
    readonly locations?: readonly Location[];
    readonly relatedLocations?: readonly Location[];
  }[];
}

/** Why GitHub would refuse a log, or show less of it than it holds; empty when it takes all. */
export function githubProblems(text: string): readonly string[] {
  const log: { readonly runs: readonly Run[] } = JSON.parse(text);
  const problems: string[] = [];
  const atMost = (what: keyof typeof limits, count: number): void => {
    if (count > limits[what]) problems.push(`${count} ${what}`);
  };
  atMost("gzipBytes", gzipSync(text).length);
  atMost("runs", log.runs.length);
  const categories = log.runs.map(({ automationDetails, tool }) => {
    return `${tool.driver.name} ${(automationDetails?.id ?? "").replace(/[^/]*$/, "")}`;
  });
  if (new Set(categories).size < categories.length) problems.push("two runs of one category");
  for (const { results, tool } of log.runs) {
    atMost("results", results.length);
    atMost("rules", tool.driver.rules.length);
    for (const { properties } of tool.driver.rules) atMost("tags", properties.tags.length);
    for (const { message, locations = [], relatedLocations = [] } of results) {
      if (!message.text) problems.push("a result without a text");
      if (locations.length === 0) problems.push("a result without a location");
      atMost("locations", locations.length);
      for (const location of [...locations, ...relatedLocations]) problems.push(...problemsOfLocation(location));
    }
  }
  return problems;
}

function problemsOfLocation({ physicalLocation }: Location): readonly string[] {
  const uri = physicalLocation?.artifactLocation?.uri ?? "";
  const line = physicalLocation?.region?.startLine ?? 0;
  return [
    ...(uri === "" ? ["a location without a file"] : []),
    ...(uri.startsWith("/") || uri.includes("..") || /^[a-z]+:/.test(uri) ? [`not in the repository: ${uri}`] : []),
    ...(line < 1 ? ["a location without a line"] : []),
  ];
}
