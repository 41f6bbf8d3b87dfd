import { wctError } from "../../../diagnostics/index.ts";
import type { PluginOptions } from "../../options.ts";

export interface ReplayOptions extends PluginOptions {
  /** A selection. */
  readonly select?: string;
  readonly speed?: string;
  readonly until?: string;
  readonly step?: boolean;
  readonly follow?: boolean;
  readonly verify?: boolean;
  readonly raw?: boolean;
  readonly envFile?: string;
  readonly workers?: number;
  readonly workerMemory?: number;
}

/** Options that make no sense with `--follow` or `--verify`, which have no pace and no steps. */
const paceOptions = ["speed", "until", "step"] as const;
/** Options of `--verify` only, and how they are written. */
const verifyOptions = {
  raw: "--raw",
  plugin: "--plugin",
  envFile: "--env-file",
  workers: "--workers",
  workerMemory: "--worker-memory",
} as const;

/** Throws WCT_USAGE for options that cannot be combined, and for options of `--verify` without it. */
export function requireOneMode(artifacts: readonly string[], options: ReplayOptions): void {
  const { verify = false, follow = false } = options;
  const mode = verify ? "verify" : follow ? "follow" : null;
  if (mode !== null) {
    const others = [...paceOptions, ...(verify ? (["follow"] as const) : (["select"] as const))];
    const other = others.find((one) => options[one]);
    if (other !== undefined) throw notTogether(mode, other);
  }
  if (verify) return;
  const [needless] = Object.entries(verifyOptions).filter(([key]) => Reflect.get(options, key) !== undefined);
  if (needless !== undefined) throw onlyVerify(needless[1]);
  const [artifact] = artifacts;
  if (artifact !== undefined) throw artifactWithoutVerify(artifact);
}

const artifactWithoutVerify = (artifact: string) =>
  wctError("WCT_USAGE", {
    message: `an artifact ("${artifact}") is named, but --verify is missing`,
    hint: `add --verify to make it again, or use --select "${artifact}" to see only its events`,
  });

export const notTogether = (one: string, other: string) =>
  wctError("WCT_USAGE", { message: `--${one} and --${other} cannot be combined`, hint: "remove one of them" });

const onlyVerify = (what: string) =>
  wctError("WCT_USAGE", {
    message: `${what} works only with --verify`,
    hint: "add --verify, or remove it",
  });
