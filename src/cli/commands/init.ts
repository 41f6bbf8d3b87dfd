import { relative, resolve } from "node:path";
import { wctError } from "../../diagnostics/index.ts";
import { apiVersion, command, type FilesShape, safeText, shellWord } from "../../render/index.ts";
import { documentStarter } from "../init/document-starter.ts";
import { runbookStarter } from "../init/runbook-starter.ts";
import { settingsStarter } from "../init/settings-starter.ts";
import { type DataSource, discoveredSources, namedSources } from "../init/sources.ts";
import { refuseExisting, writeFiles } from "../init/write-files.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { callOf } from "../wiring/call.ts";
import { documentSchema } from "../wiring/document-schema.ts";
import { shownPath } from "../wiring/files.ts";
import { builtInRegistry } from "../wiring/registry.ts";
import { runbookSchema } from "../wiring/runbook-schema.ts";

export interface InitOptions extends GlobalOptions {
  readonly dir?: string;
  readonly force?: boolean;
}

/** `wct init [PATH...]`: writes a commented, valid runbook over data that is there, with its settings and schemas. */
export async function init(io: Io, paths: readonly string[], options: InitOptions): Promise<number> {
  const dir = resolve(io.cwd, options.dir ?? ".");
  const sources = paths.length === 0 ? discoveredSources(io.cwd) : namedSources(io.cwd, paths);
  const made = { dir, what: "the runbook", files: starterFiles(sources, { dir, cwd: io.cwd }) };
  const overwrite = options.force === true;
  if (!overwrite) refuseExisting(io.cwd, made, "choose another folder with --dir DIR, or write over them with --force");
  const files = writeFiles(io.cwd, made, { overwrite });
  if (options.json) {
    const shown = sources.map(({ artifact, kind, path }) => ({ artifact, type: kind, path: shownPath(io.cwd, path) }));
    const answer: FilesShape = { apiVersion, kind: "Files", files, plugin: null, connector: null, sources: shown };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
    return 0;
  }
  await io.stdout.write(`${files.join("\n")}\n`);
  if (!options.quiet) await io.stderr.write(`${reading(io.cwd, sources)}${nextSteps(io, dir)}`);
  return 0;
}

/** Throws WCT_USAGE when options of the two kinds of `wct init` stand together. */
export function refuseMixed(paths: readonly string[], options: InitOptions): void {
  if (paths.length === 0 && options.dir === undefined && options.force === undefined) return;
  throw wctError("WCT_USAGE", {
    message: "--plugin writes a plugin and takes no paths, no --dir and no --force",
    hint: "name its folder: wct init --plugin DIR",
  });
}

function starterFiles(
  sources: readonly DataSource[],
  place: { readonly dir: string; readonly cwd: string },
): Readonly<Record<string, string>> {
  // Plugins of a wct.yaml further up do not hold beside the new one.
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
# What the organisation declares about itself: the part of a record of processing that no scan can know. Fill in what
# you know. What stays empty is named as a gap in the record; nothing is invented.
`;

function reading(cwd: string, sources: readonly DataSource[]): string {
  const lines = sources.map(({ artifact, kind, path }) => {
    const what = kind === "sqlite" ? "database" : "folder";
    return `  ${artifact}: ${what} ${safeText(path === cwd ? "." : shownPath(cwd, path))}\n`;
  });
  return `\nreads:\n${lines.join("")}`;
}

function nextSteps(io: Io, dir: string): string {
  const call = callOf(io);
  const folder = relative(io.cwd, dir);
  const enter = folder === "" ? [] : [`cd ${shellWord(folder.replace(/^-/, "./-"))}`];
  const steps = [
    ...enter,
    ...["validate runbook.yaml", "run runbook.yaml", "inspect latest"].map((one) => command(one, call)),
  ];
  return `\nnext:\n${steps.map((step) => `  ${step}\n`).join("")}\nthen fill in organisation.yaml\n`;
}
