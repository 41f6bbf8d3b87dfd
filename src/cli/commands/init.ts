import { type DataSource, type LeftOut, type StartedRunbook, startRunbook } from "../../app/init/index.ts";
import { shownPath } from "../../app/places/index.ts";
import { wctError } from "../../diagnostics/index.ts";
import { apiVersion, command, type FilesShape, safeText, shellWord, withProgram } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { callOf } from "../output/call.ts";

interface InitOptions extends GlobalOptions {
  readonly dir?: string;
  readonly force?: boolean;
}

/** Runs `wct init [PATH...]`: writes a commented, valid runbook for existing data, with its settings and schemas. */
export async function init(io: Io, paths: readonly string[], options: InitOptions): Promise<number> {
  const made = startRunbook(io, { paths, dir: options.dir, force: options.force });
  if (options.json) {
    await io.stdout.write(`${JSON.stringify(jsonAnswer(io.cwd, made))}\n`);
    return 0;
  }
  if (options.quiet) return 0;
  await io.stdout.write(`${made.files.map(safeText).join("\n")}\n`);
  const { sources, leftOut, next } = made;
  await io.stderr.write(
    `${reading(io.cwd, sources)}${leavingOut(io, leftOut)}${passwordWarning(sources)}${nextSteps(io, next)}`,
  );
  return 0;
}

function jsonAnswer(cwd: string, { files, sources, leftOut }: StartedRunbook): FilesShape {
  return {
    ...{ apiVersion, kind: "Files", files, plugin: null, connector: null },
    sources: sources.map((one) => ({
      ...{ artifact: one.artifact, type: one.kind },
      path: "variable" in one ? `\${${one.variable}}` : shownPath(cwd, one.path),
    })),
    leftOut: leftOut.map(({ path, reason }) => ({ path: shownPath(cwd, path), reason })),
  };
}

/** Throws WCT_USAGE if options of the two kinds of `wct init` are combined. */
export function refuseMixed(paths: readonly string[], options: InitOptions): void {
  if (paths.length === 0 && options.dir === undefined && options.force === undefined) return;
  throw wctError("WCT_USAGE", {
    message: "--plugin cannot be combined with paths, --dir or --force",
    hint: "name its folder: wct init --plugin DIR",
  });
}

const labels: Readonly<Record<DataSource["kind"], string>> = {
  sqlite: "SQLite database",
  sql_dump: "SQL dump",
  filesystem: "folder",
  postgres: "PostgreSQL database",
  mysql: "MySQL database",
};

function reading(cwd: string, sources: readonly DataSource[]): string {
  const lines = sources.map((one) => {
    const where =
      "variable" in one
        ? `${one.database}, with the address in ${one.variable}`
        : one.path === cwd
          ? "."
          : shownPath(cwd, one.path);
    return `  ${one.artifact}: ${labels[one.kind]} ${safeText(where)}\n`;
  });
  return `\nreads:\n${lines.join("")}`;
}

/** Names of one reason that are printed. */
const maxNames = 5;

/** Returns one line for each reason; nothing if nothing is left out. */
function leavingOut(io: Io, leftOut: readonly LeftOut[]): string {
  const lines = [...Map.groupBy(leftOut, ({ reason }) => reason)].map(([reason, held]) => {
    const names = held.slice(0, maxNames).map(({ path }) => safeText(shownPath(io.cwd, path)));
    const more = held.length > maxNames ? ` and ${held.length - maxNames} more` : "";
    return `  ${names.join(", ")}${more}: ${withProgram(reason, callOf(io))}\n`;
  });
  return lines.length === 0 ? "" : `\nleaves out:\n${lines.join("")}`;
}

/** A password that was typed is in the history of the shell, whatever is written. */
const passwordWarning = (sources: readonly DataSource[]): string =>
  sources.some((one) => "variable" in one && one.hasPassword)
    ? "\nThe password in the address was not written to any file. Your shell may keep it in its history; remove it there.\n"
    : "";

function nextSteps(io: Io, { folder, packages, variables, commands, fillIn }: StartedRunbook["next"]): string {
  const call = callOf(io);
  const enter = folder === null ? [] : [`cd ${shellWord(folder.replace(/^-/, "./-"))}`];
  const install = packages.length === 0 ? [] : [`npm install ${packages.join(" ")}`];
  const set = variables.map(({ name, address }) => `export ${name}=${shellWord(address)}`);
  const steps = [...enter, ...install, ...set, ...commands.map((one) => command(one, call))];
  const replace = set.length === 0 ? "" : "\nreplace PASSWORD by the password of a user that may only read\n";
  return `\nnext:\n${steps.map((step) => `  ${step}\n`).join("")}${replace}\nthen fill in ${fillIn}\n`;
}
