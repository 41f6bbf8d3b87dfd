import { createHash } from "node:crypto";
import builtIn from "../../components/index.ts";
import { type Diagnostic, WctError } from "../../diagnostics/index.ts";
import type { Digest } from "../../domain/index.ts";
import { createRegistry, type Registry } from "../../registry/index.ts";
import { packageVersion } from "./version.ts";

/** The registry of the built-in plugin. Throws a WctError when a component breaks the contract. */
export function loadRegistry(): Registry {
  const digest = createHash("sha256").update(`wct@${packageVersion()}`).digest("hex") as Digest;
  const own = import.meta.url.endsWith(".ts") ? "../../components/index.ts" : "../../components/index.js";
  const made = createRegistry([
    {
      definition: { ...builtIn, version: packageVersion() },
      home: { plugin: builtIn.name, module: new URL(own, import.meta.url).href, digest },
    },
  ]);
  if (made.ok) return made.registry;
  const [first, ...rest] = made.diagnostics;
  throw new WctError([first as Diagnostic, ...rest]);
}
