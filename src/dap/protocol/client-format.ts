import { fileURLToPath, pathToFileURL } from "node:url";
import type { RequestArguments } from "./request-arguments.ts";

/** How a client counts lines and columns and writes paths, and what it can show. */
export interface ClientFormat {
  /** From a line or column of the client to one that starts at 1, and back. */
  readonly line: Converter;
  readonly column: Converter;
  readonly path: { readonly read: (path: string) => string; readonly write: (path: string) => string };
  readonly showsProgress: boolean;
  readonly showsInvalidation: boolean;
}

interface Converter {
  readonly read: (value: number) => number;
  readonly write: (value: number) => number;
}

const same: Converter = { read: (value) => value, write: (value) => value };
const fromZero: Converter = { read: (value) => value + 1, write: (value) => value - 1 };

/** Returns the format that a client states in its `initialize` request. */
export function clientFormat(args: RequestArguments): ClientFormat {
  const areUris = args.optionalText("pathFormat") === "uri";
  return {
    line: args.optionalFlag("linesStartAt1") === false ? fromZero : same,
    column: args.optionalFlag("columnsStartAt1") === false ? fromZero : same,
    path: areUris ? { read: pathOf, write: (path) => pathToFileURL(path).href } : { read: (p) => p, write: (p) => p },
    showsProgress: args.flag("supportsProgressReporting"),
    showsInvalidation: args.flag("supportsInvalidatedEvent"),
  };
}

function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch {
    return uri;
  }
}
