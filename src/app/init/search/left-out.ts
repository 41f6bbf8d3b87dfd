/** Something that the new runbook does not read, or not as a database, and why. */
export interface LeftOut {
  /** Absolute path, or the name of an environment variable. */
  readonly path: string;
  readonly reason: string;
}

/** Folders are searched this many levels below the one where the search starts. */
export const maxLevels = 3;
/** Databases and dumps that one search proposes. */
export const maxDatabases = 50;
/** Files whose first bytes one search reads. */
export const maxFiles = 5_000;
/** SQL files without the heading of a dump in one folder; more of them are scripts. */
export const maxScripts = 3;

/** Why something is left out, in the order in which it is told. */
export const reasons = {
  hidden: "hidden",
  tools: "written by tools",
  outputs: "wct writes its outputs there",
  gitignore: "the files that it names are not read; respect_gitignore: false reads them",
  archive: "an archive of pg_dump; make SQL of it with `pg_restore --file=dump.sql ARCHIVE`",
  scripts: `more than ${maxScripts} SQL files without the heading of a dump; read as texts`,
  tooMany: `more than ${maxDatabases} databases and dumps`,
  deep: `more than ${maxLevels} levels deep; read as files, not searched for databases`,
  budget: `more than ${maxFiles} files; read as files, not searched for databases`,
  link: "a symbolic link",
  special: "not a regular file",
  unreadable: "cannot be read",
  unreadableName: "its name is not UTF-8",
  noFiles: "no readable files",
  noFormat: "not in a format that wct reads",
  empty: "empty",
} as const;

export type Reason = keyof typeof reasons;

const order: readonly string[] = Object.values(reasons);

/** Sorts by reason, then by path. Reasons of other kinds come first. */
export const sortedLeftOut = (found: readonly LeftOut[]): readonly LeftOut[] =>
  found.toSorted((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason) || (a.path < b.path ? -1 : 1));
