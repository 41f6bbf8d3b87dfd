import { wctError } from "../../../diagnostics/index.ts";
import type { SampleProfile } from "../../../schema/index.ts";

/** The options that only a dry run has. */
export interface SampleOptions {
  readonly seed?: number;
  readonly profile?: SampleProfile;
}

/** Throws WCT_USAGE for options of a dry run without `--dry-run`. */
export function refuseSampleOptions({ seed, profile }: SampleOptions): void {
  if (seed === undefined && profile === undefined) return;
  const option = seed === undefined ? "--profile" : "--seed";
  const hint = `add --dry-run, or omit ${option}`;
  throw wctError("WCT_USAGE", { message: `${option} works only with --dry-run`, hint });
}
