import { basename } from "node:path";
import { artifactIds } from "./names.ts";

export type FileSourceKind = "sqlite" | "sql_dump" | "filesystem";

/** A database in a file, a dump, or a folder. */
export interface FoundFile {
  readonly kind: FileSourceKind;
  /** Absolute path. */
  readonly path: string;
  /** Names of the folders of tools in a folder, which are not read; empty for files. */
  readonly toolFolders: readonly string[];
  /** Packages that users install to read some of the files in a folder. */
  readonly packages: readonly string[];
}

/** A database on a server. Its address is only in an environment variable. */
export interface FoundServer {
  readonly kind: "postgres" | "mysql";
  /** Name of the database. */
  readonly database: string;
  /** Name of the variable. */
  readonly variable: string;
  /** The address with `PASSWORD` in place of the password; null if the variable is set already. */
  readonly address: string | null;
  /** Whether the user typed a password. */
  readonly hasPassword: boolean;
}

export type FoundSource = FoundFile | FoundServer;

interface Named {
  /** The id of the artifact that reads it. */
  readonly artifact: string;
  /** The name shown for it: of the file, folder or database. */
  readonly name: string;
}

export type FolderOrFile = FoundFile & Named;
export type ServerDatabase = FoundServer & Named;

/** Existing data that the new runbook reads. */
export type DataSource = FolderOrFile | ServerDatabase;

/** Adds a name and a unique artifact id to each source. */
export function namedSources(found: readonly FoundSource[]): readonly DataSource[] {
  const ids = artifactIds(found.map(nameForId));
  return found.map((one, index) => ({ ...one, name: nameOf(one), artifact: ids[index] ?? one.kind }));
}

const nameOf = (one: FoundSource): string => ("path" in one ? basename(one.path) || one.path : one.database);

function nameForId(one: FoundSource): { readonly name: string; readonly fallback: string } {
  if (one.kind === "filesystem") return { name: basename(one.path), fallback: "files" };
  return { name: "path" in one ? basename(one.path).replace(/\.[^.]*$/, "") : one.database, fallback: "database" };
}
