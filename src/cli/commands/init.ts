import { type DataSource, type StartedRunbook, startRunbook } from "../../app/init/index.ts";
import { shownPath } from "../../app/places/index.ts";
import { wctError } from "../../diagnostics/index.ts";
import { apiVersion, command, type FilesShape, safeText, shellWord } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { callOf } from "../output/call.ts";

interface InitOptions extends GlobalOptions {
  readonly dir?: string;
  readonly force?: boolean;
}

/** Runs `wct init [PATH...]`: writes a commented, valid runbook for existing data, with its settings and schemas. */
export async function init(io: Io, paths: readonly string[], options: InitOptions): Promise<number> {
  const { files, sources, next } = startRunbook(io, { paths, dir: options.dir, force: options.force });
  if (options.json) {
    const shown = sources.map(({ artifact, kind, path }) => ({ artifact, type: kind, path: shownPath(io.cwd, path) }));
    const answer: FilesShape = { apiVersion, kind: "Files", files, plugin: null, connector: null, sources: shown };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
    return 0;
  }
  if (options.quiet) return 0;
  await io.stdout.write(`${files.map(safeText).join("\n")}\n`);
  await io.stderr.write(`${reading(io.cwd, sources)}${nextSteps(io, next)}`);
  return 0;
}

/** Throws WCT_USAGE if options of the two kinds of `wct init` are combined. */
export function refuseMixed(paths: readonly string[], options: InitOptions): void {
  if (paths.length === 0 && options.dir === undefined && options.force === undefined) return;
  throw wctError("WCT_USAGE", {
    message: "--plugin cannot be combined with paths, --dir or --force",
    hint: "name its folder: wct init --plugin DIR",
  });
}

function reading(cwd: string, sources: readonly DataSource[]): string {
  const lines = sources.map(({ artifact, kind, path }) => {
    const what = kind === "sqlite" ? "database" : "folder";
    return `  ${artifact}: ${what} ${safeText(path === cwd ? "." : shownPath(cwd, path))}\n`;
  });
  return `\nreads:\n${lines.join("")}`;
}

function nextSteps(io: Io, { folder, commands, fillIn }: StartedRunbook["next"]): string {
  const call = callOf(io);
  const enter = folder === null ? [] : [`cd ${shellWord(folder.replace(/^-/, "./-"))}`];
  const steps = [...enter, ...commands.map((one) => command(one, call))];
  return `\nnext:\n${steps.map((step) => `  ${step}\n`).join("")}\nthen fill in ${fillIn}\n`;
}
