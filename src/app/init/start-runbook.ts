import { relative, resolve } from "node:path";
import { documentSchema, runbookSchema } from "../components/index.ts";
import type { Host } from "../host/index.ts";
import { builtInRegistry } from "../plugins/index.ts";
import { documentStarter } from "./document-starter.ts";
import type { RunbookPlace } from "./exclude-patterns.ts";
import { runbookStarter } from "./runbook-starter.ts";
import { type DataSource, findSources, type LeftOut, missingPackages } from "./search/index.ts";
import { settingsStarter } from "./settings-starter.ts";
import { refuseExisting, writeFiles } from "./write-files.ts";

export interface RunbookStart {
  /** SQLite files, SQL dumps, folders and addresses of databases; if empty, the contents of the current folder. */
  readonly paths?: readonly string[] | undefined;
  /** Folder of the files; undefined: the current folder. */
  readonly dir?: string | undefined;
  /** Overwrites existing files. */
  readonly force?: boolean | undefined;
}

export interface StartedRunbook {
  /** Displayed paths. */
  readonly files: readonly string[];
  /** The data that the runbook reads. */
  readonly sources: readonly DataSource[];
  /** What was found and is not read. */
  readonly leftOut: readonly LeftOut[];
  readonly next: {
    /** The folder to work in, relative to the current one; null: the current one. */
    readonly folder: string | null;
    /** Packages to install, which read databases and some formats of files. */
    readonly packages: readonly string[];
    /** Variables to set: the address of each database, with `PASSWORD` in place of its password. */
    readonly variables: readonly { readonly name: string; readonly address: string }[];
    /** Command lines in that folder, without the program's name. */
    readonly commands: readonly string[];
    /** The file in that folder that the user has to fill in. */
    readonly fillIn: string;
  };
}

/**
 * Writes a commented, valid runbook for existing data, with its settings and schemas. Throws WCT_USAGE if there is
 * nothing to read or a file exists, WCT_EXPORT_WRITE_FAILED.
 */
export function startRunbook(
  { cwd, env }: Pick<Host, "cwd" | "env">,
  { paths = [], ...start }: RunbookStart,
): StartedRunbook {
  const dir = resolve(cwd, start.dir ?? ".");
  const { sources, leftOut } = findSources({ cwd, dir, env, paths });
  const made = { dir, what: "the runbook", files: starterFiles(sources, { dir, cwd }) };
  const { force: overwrite = false } = start;
  if (!overwrite) refuseExisting(cwd, made, "choose another folder with --dir DIR, or overwrite them with --force");
  const files = writeFiles(cwd, made, { overwrite });
  return { files, sources, leftOut, next: nextSteps(sources, { cwd, dir }) };
}

function nextSteps(
  sources: readonly DataSource[],
  { cwd, dir }: { readonly cwd: string; readonly dir: string },
): StartedRunbook["next"] {
  const folder = relative(cwd, dir);
  return {
    folder: folder === "" ? null : folder,
    packages: missingPackages(sources, dir),
    variables: sources.flatMap((source) =>
      "variable" in source && source.address !== null ? [{ name: source.variable, address: source.address }] : [],
    ),
    commands: ["validate runbook.yaml", "run runbook.yaml", "findings latest"],
    fillIn: "organisation.yaml",
  };
}

function starterFiles(
  sources: readonly DataSource[],
  place: Omit<RunbookPlace, "files">,
): Readonly<Record<string, string>> {
  // Plugins of a wct.yaml in a parent folder do not apply next to the new one.
  const registry = builtInRegistry();
  const organisation = documentSchema(registry, "gdpr_article_30.organisation");
  const files = ["wct.yaml", "runbook.yaml", "organisation.yaml", "runbook.schema.json", "organisation.schema.json"];
  return {
    "wct.yaml": settingsStarter(),
    "runbook.yaml": runbookStarter(sources, { ...place, files }),
    "organisation.yaml": documentStarter(organisation, organisationHeading),
    "runbook.schema.json": `${JSON.stringify(runbookSchema(registry), null, 2)}\n`,
    "organisation.schema.json": `${JSON.stringify(organisation, null, 2)}\n`,
  };
}

const organisationHeading = `# yaml-language-server: $schema=./organisation.schema.json
#
# What the organisation declares about itself: the part of a record of processing that no scan can find. Fill in what
# you know. An empty key becomes a gap in the record; nothing is invented.
`;
