import { wctError } from "../../diagnostics/index.ts";
import type { ExecutionPlan } from "../../domain/index.ts";
import type { Host } from "../host/index.ts";
import { storePlace } from "../places/index.ts";
import { needsDatabase } from "./jobs-of.ts";

/** Throws WCT_USAGE if workers cannot make artifacts of a plan, before anything is created. */
export function requireRemote(host: Host, store: string | undefined, { artifacts }: ExecutionPlan): void {
  if (storePlace(host, store).kind === "folder") throw needsDatabase();
  const passing = artifacts.find(({ retain }) => !retain);
  if (passing === undefined) return;
  throw wctError("WCT_USAGE", {
    message: `--remote cannot be used: the content of "${passing.id}" is not kept, so it must not reach the database through which workers exchange content`,
    hint: "omit --remote, or keep the content: `retain: all` in the config, and no `retain: false`",
  });
}
