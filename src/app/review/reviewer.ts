import { execFileSync } from "node:child_process";
import type { Host } from "../host/index.ts";

/** Returns the name in the configuration of git; null if there is none, or git is not installed. */
export function gitReviewer({ cwd, env }: Host): string | null {
  try {
    const options = { cwd, env: Object.fromEntries(env), encoding: "utf8", timeout: 5000, stdio: "pipe" } as const;
    const name = execFileSync("git", ["config", "user.name"], options).trim();
    return name === "" ? null : name;
  } catch {
    return null;
  }
}
