import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import type { DataSource } from "./sources.ts";
import { exactPattern, propertyText, yamlText } from "./yaml-text.ts";

export interface RunbookPlace {
  /** Absolute path of the runbook's folder. */
  readonly dir: string;
  /** Absolute path of the current folder, which outputs are written to. */
  readonly cwd: string;
  /** Names of the files written next to the runbook. */
  readonly files: readonly string[];
}

/** Returns a commented runbook from the sources to the record of processing. */
export function runbookStarter(sources: readonly DataSource[], place: RunbookPlace): string {
  const ids = `[${sources.map(({ artifact }) => artifact).join(", ")}]`;
  const title = `Personal data in ${sources.map(({ path }) => basename(path) || path).join(", ")}`;
  return `# yaml-language-server: $schema=./runbook.schema.json
#
# What to read and what to make from it; \`inputs\` determine the order. Check it with \`wct validate\`, run it with
# \`wct run\`. Paths are relative to this file. \${NAME} and \${NAME:-default} take environment variables.

name: ${yamlText(title.length > 100 ? "Personal data" : title)}
description: What personal data is held, whose it is and what for
# contact: "Data Protection Officer <dpo@example.org>"

# config:
#   max_concurrency: 10   # artifacts in flight
#   timeout: 3600         # seconds for the whole run
#   retain: derived       # raw content of the sources is not kept after the run

artifacts:
  # Sources: \`wct connectors\` lists the connectors, \`wct connectors sqlite\` all options of one.
${sources.map((source) => sourceEntry(source, { ...place, sources })).join("\n")}
${derivedEntries(ids)}`;
}

const derivedEntries = (
  ids: string,
): string => `  # Findings. All three artifacts read the same sources and run concurrently.
  personal_data:
    name: Personal data
    inputs: ${ids}
    process:
      type: personal_data
      # properties:
      #   min_score: 0.5   # findings with a lower score are dropped
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

  # The record of processing activities: the findings, and what only the organisation knows.
  gdpr_article_30:
    name: Record of processing activities
    inputs: [personal_data, data_subjects, processing_purposes]
    process:
      type: gdpr_article_30
      properties:
        organisation: ./organisation.yaml
    output: true
`;

type StarterContext = RunbookPlace & { readonly sources: readonly DataSource[] };

function sourceEntry(source: DataSource, context: StarterContext): string {
  const path = propertyText(runbookPath(context.dir, source.path));
  const title = yamlText(basename(source.path) || source.path);
  return source.kind === "sqlite"
    ? databaseEntry(source, { title, path })
    : folderEntry(source, { title, path, context });
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
  { title, path, context }: { title: string; path: string; context: StarterContext },
): string {
  const exclude = ownPatterns(source, context).map((pattern) => `\n          - ${propertyText(pattern)}`);
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

/** Returns the path relative to the runbook, with slashes, in a form that can only be read as a path. */
function runbookPath(dir: string, path: string): string {
  const away = relative(dir, path);
  if (isAbsolute(away)) return away;
  const slashed = away.split(sep).join("/");
  if (slashed === "") return ".";
  return slashed === ".." || slashed.startsWith("../") ? slashed : `./${slashed}`;
}

/** Folders of tools; not data of the organisation. */
const toolFolders = ["node_modules", ".git", ".svn", ".hg", ".venv", "venv", "vendor"];

/** Excludes folders of tools, files that wct writes, and databases that are separate sources. */
function ownPatterns(folder: DataSource, { dir, cwd, files, sources }: StarterContext): readonly string[] {
  const written = [dir, cwd].flatMap((at) => [join(at, ".wct"), join(at, "outputs")]);
  const databases = sources.filter(({ kind }) => kind === "sqlite").map(({ path }) => path);
  const own = [...files.map((file) => join(dir, file)), ...written, ...databases];
  const top = realPath(folder.path);
  const patterns = own
    .map((path) => relative(top, realPath(path)))
    .filter((path) => path !== "" && path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path))
    .map((path) => exactPattern(path.split(sep).join("/")));
  const ofTools = toolFolders.filter((name) => existsSync(join(top, name))).map((name) => `${name}/`);
  return [...new Set([...patterns, ...ofTools])];
}

/** Resolves links, also in a path that does not exist yet. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
  }
}
