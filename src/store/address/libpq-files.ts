import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { wctError } from "../../diagnostics/index.ts";

type Environment = ReadonlyMap<string, string>;

const home = (env: Environment): string => env.get("HOME") ?? homedir();

interface Login {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/**
 * Returns the password of the first line of the password file that fits a login, as PostgreSQL's clients do. Undefined
 * if there is none, or if others may read the file.
 */
export function passwordFor(
  login: Login,
  { file, env }: { readonly file: string | undefined; readonly env: Environment },
): string | undefined {
  const text = privateText(file ?? join(home(env), ".pgpass"));
  // A socket is meant by "localhost" there.
  const host = login.host.startsWith("/") ? "localhost" : login.host;
  const wanted = [host, String(login.port), login.database, login.user];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("#")) continue;
    const [password, ...fields] = fieldsOf(line).toReversed();
    const isFit =
      fields.length === 4 && fields.toReversed().every((field, i) => field === "*" || unescaped(field) === wanted[i]);
    if (isFit && password !== undefined) return unescaped(password);
  }
  return undefined;
}

/** Splits a line at its first four colons that no backslash precedes. */
function fieldsOf(line: string): readonly string[] {
  const fields = /^((?:\\.|[^:\\])*):((?:\\.|[^:\\])*):((?:\\.|[^:\\])*):((?:\\.|[^:\\])*):(.*)$/.exec(line);
  return fields === null ? [] : fields.slice(1);
}

const unescaped = (field: string): string => field.replace(/\\(.)/g, "$1");

function privateText(path: string): string {
  try {
    const isPrivate = process.platform === "win32" || (statSync(path).mode & 0o077) === 0;
    return isPrivate ? readFileSync(path, "utf8") : "";
  } catch {
    return "";
  }
}

/**
 * Returns the settings of a service: from PGSERVICEFILE or `~/.pg_service.conf`, else from `pg_service.conf` in
 * PGSYSCONFDIR. Throws WCT_USAGE if no file has it.
 */
export function serviceSettings(service: string, env: Environment): Map<string, string> {
  const own = env.get("PGSERVICEFILE") ?? join(home(env), ".pg_service.conf");
  const system = env.get("PGSYSCONFDIR");
  for (const path of [own, ...(system === undefined ? [] : [join(system, "pg_service.conf")])]) {
    const settings = sectionOf(path, service);
    if (settings !== null) return settings;
  }
  throw wctError("WCT_USAGE", {
    message: `the service "${service}" is not defined in "${own}"`,
    hint: "define it there, or name another file with PGSERVICEFILE",
  });
}

function sectionOf(path: string, service: string): Map<string, string> | null {
  let section: Map<string, string> | null = null;
  for (const line of textOrNone(path)
    .split(/\r?\n/)
    .map((one) => one.trim())) {
    if (line.startsWith("[")) {
      if (section !== null) return section;
      if (line === `[${service}]`) section = new Map();
    } else if (section !== null && line !== "" && !line.startsWith("#")) {
      const [name = "", ...value] = line.split("=");
      section.set(name.trim(), value.join("=").trim());
    }
  }
  return section;
}

function textOrNone(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
