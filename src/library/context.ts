import type { Host } from "../app/host/index.ts";

/** The settings that wct was opened with, as every call needs them. */
export interface LibraryContext {
  readonly host: Host;
  readonly store: string | undefined;
  readonly plugins: readonly string[] | undefined;
}
