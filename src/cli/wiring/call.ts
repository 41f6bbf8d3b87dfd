import type { Call } from "../../render/index.ts";
import type { Io } from "../io.ts";

/** How wct was called, so that the commands that it names can be copied: `npx` finds what the shell does not. */
export function callOf({ env }: Pick<Io, "env">, { store }: { readonly store?: string | undefined } = {}): Call {
  return { program: env.get("npm_command") === "exec" ? "npx wct" : "wct", store: store ?? null };
}
