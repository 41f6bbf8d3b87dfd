import type { Invocation } from "../../render/index.ts";
import type { Io } from "../io.ts";

/** Returns how wct was called, so that printed commands can be copied: `npx` finds programs that the shell does not. */
export function callOf({ env }: Pick<Io, "env">, { store }: { readonly store?: string | undefined } = {}): Invocation {
  return { program: env.get("npm_command") === "exec" ? "npx wct" : "wct", store: store ?? null };
}
