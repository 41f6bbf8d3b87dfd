import { shownOption } from "../../app/places/index.ts";
import type { Invocation } from "../../render/index.ts";
import type { Io } from "../io.ts";

/** Returns how wct was called, so that printed commands can be copied: `npx` finds programs that the shell does not. */
export function callOf(io: Pick<Io, "env">, { store }: { readonly store?: string | undefined } = {}): Invocation {
  return {
    program: io.env.get("npm_command") === "exec" ? "npx wct" : "wct",
    store: store === undefined ? null : shownOption(io, store),
  };
}
