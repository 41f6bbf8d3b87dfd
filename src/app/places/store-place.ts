import { existsSync } from "node:fs";
import { isPostgresUrl, shownPostgres } from "../../store/index.ts";
import type { Host } from "../host/index.ts";
import { shownPath } from "./files.ts";
import { storeDir } from "./store-dir.ts";

/** Where a store is: in a folder, or in the database that a URL names. */
export type StorePlace =
  | { readonly kind: "folder"; readonly dir: string }
  | { readonly kind: "database"; readonly url: string };

/**
 * Returns the place of the store: the URL of a database that --store or WCT_STORE names, else a folder. Throws the errors
 * of {@link storeDir}.
 */
export function storePlace(host: Host, option: string | undefined): StorePlace {
  const named = option ?? host.env.get("WCT_STORE");
  return named !== undefined && isPostgresUrl(named)
    ? { kind: "database", url: named }
    : { kind: "folder", dir: storeDir(host, option) };
}

/** Returns the store's folder; undefined if the store is in a database, or the folder does not exist. */
export function storeFolder(host: Host, option: string | undefined): string | undefined {
  const place = storePlace(host, option);
  return place.kind === "folder" && existsSync(place.dir) ? place.dir : undefined;
}

/** Returns whether there may be a store with earlier runs. Connects to no database. */
export const mayHaveStore = (host: Host, option: string | undefined): boolean =>
  storePlace(host, option).kind === "database" || storeFolder(host, option) !== undefined;

/** Returns the store's place for texts: a path, or the URL without its password. */
export function shownStore(host: Host, option: string | undefined): string {
  const place = storePlace(host, option);
  return place.kind === "database" ? shownPostgres(place.url, host.env) : shownPath(host.cwd, place.dir);
}

/** Returns the value of --store for a command that is printed: as written, without a password. */
export const shownOption = (host: Pick<Host, "env">, option: string): string =>
  isPostgresUrl(option) ? shownPostgres(option, host.env) : option;
