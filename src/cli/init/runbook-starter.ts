import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import type { DataSource } from "./sources.ts";
import { exactPattern, propertyText, yamlText } from "./yaml-text.ts";

export interface RunbookPlace {
  /** Absolute: where the runbook will be. */
  readonly dir: string;
  /** Absolute: the current folder, which outputs go to. */
  readonly cwd: string;
  /** Names of the files that are written beside the runbook. */
  readonly files: readonly string[];
}

/** A commented runbook from the sources to the record of processing. */
export function runbookStarter(sources: readonly DataSource[], place: RunbookPlace): string {
  const ids = `[${sources.map(({ artifact }) => artifact).join(", ")}]`;
  const title = `Personal data in ${sources.map(({ path }) => basename(path) || path).join(", ")}`;
  return `# yaml-language-server: $schema=./runbook.schema.json
#
# What is read, what is made of it, and in which order follows from \`inputs\`. Check it with \`wct validate\`, run it
# with \`wct run\`. Paths are relative to this file. \${NAME} and \${NAME:-default} take environment variables.

name: ${yamlText(title.length > 100 ? "Personal data" : title)}
description: What personal data is held, whose it is and what for
# contact: "Data Protection Officer <dpo@example.org>"

# config:
#   max_concurrency: 10   # artifacts in flight at once
#   timeout: 3600         # seconds for the whole run
#   retain: derived       # raw content of the sources is not kept after the run

artifacts:
  # Sources: \`wct connectors\` lists what can be read, \`wct connectors sqlite\` all that can be set.
${sources.map((source) => sourceEntry(source, { ...place, sources })).join("\n")}
${derivedEntries(ids)}`;
}

const derivedEntries = (
  ids: string,
): string => `  # What is found in them. Each of the three takes the same sources, and they run at the same time.
  personal_data:
    name: Personal data
    inputs: ${ids}
    process:
      type: personal_data
      # properties:
      #   min_score: 0.5   # findings below are left out
    output: true   # written to outputs/ when the run ends

  data_subjects:
    name: Whose data it is
    inputs: ${ids}
    process:
      type: data_subject

  processing_purposes:
    name: What it is for
    inputs: ${ids}
    process:
      type: processing_purpose

  # The record of processing activities: the findings, and what only the organisation itself knows.
  gdpr_article_30:
    name: Record of processing activities
    inputs: [personal_data, data_subjects, processing_purposes]
    process:
      type: gdpr_article_30
      properties:
        organisation: ./organisation.yaml
    output: true
`;

type Surroundings = RunbookPlace & { readonly sources: readonly DataSource[] };

function sourceEntry(source: DataSource, around: Surroundings): string {
  const path = propertyText(runbookPath(around.dir, source.path));
  const title = yamlText(basename(source.path) || source.path);
  return source.kind === "sqlite"
    ? databaseEntry(source, { title, path })
    : folderEntry(source, { title, path, around });
}

const databaseEntry = ({ artifact }: DataSource, { title, path }: { title: string; path: string }): string =>
  `  ${artifact}:
    name: ${title}
    source:
      type: sqlite
      properties:
        database_path: ${path}
        # max_rows_per_table: 1000
        # tables: { exclude: ["tmp_*"] }
`;

function folderEntry(
  source: DataSource,
  { title, path, around }: { title: string; path: string; around: Surroundings },
): string {
  const exclude = ownPatterns(source, around).map((pattern) => `\n          - ${propertyText(pattern)}`);
  const excluded = exclude.length > 0 ? `exclude:${exclude.join("")}` : `# exclude: ["*.log"]`;
  return `  ${source.artifact}:
    name: ${title}
    source:
      type: filesystem
      properties:
        path: ${path}
        # include: ["*.txt", "*.csv"]
        ${excluded}
        # max_files: 1000
`;
}

/** Relative to the runbook, with slashes, and never to be taken for anything but a path. */
function runbookPath(dir: string, path: string): string {
  const away = relative(dir, path);
  if (isAbsolute(away)) return away;
  const slashed = away.split(sep).join("/");
  if (slashed === "") return ".";
  return slashed === ".." || slashed.startsWith("../") ? slashed : `./${slashed}`;
}

/** What wct writes, and databases that are sources of their own, are not read as texts. */
function ownPatterns(folder: DataSource, { dir, cwd, files, sources }: Surroundings): readonly string[] {
  const written = [dir, cwd].flatMap((at) => [join(at, ".wct"), join(at, "outputs")]);
  const databases = sources.filter(({ kind }) => kind === "sqlite").map(({ path }) => path);
  const own = [...files.map((file) => join(dir, file)), ...written, ...databases];
  const top = realPath(folder.path);
  const patterns = own
    .map((path) => relative(top, realPath(path)))
    .filter((path) => path !== "" && path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path))
    .map((path) => exactPattern(path.split(sep).join("/")));
  return [...new Set(patterns)];
}

/** Without links, also of what is not there yet. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
  }
}
