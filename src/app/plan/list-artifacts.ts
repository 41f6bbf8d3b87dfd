import { resolve } from "node:path";
import { readStart } from "../../files/index.ts";
import { flatten } from "../../planner/index.ts";
import { maxDocumentBytes, parseRunbook, type RunbookArtifact } from "../../runbook/index.ts";
import type { Host } from "../host/index.ts";
import { unhashedFiles } from "./file-digests.ts";

/**
 * Returns the artifacts of a runbook and of its child runbooks, also if it has mistakes, which are not reported. Throws
 * if the file cannot be read.
 */
export function listArtifacts({ cwd, env }: Host, file: string): readonly RunbookArtifact[] {
  const bytes = readStart(resolve(cwd, file), maxDocumentBytes);
  const parsed = parseRunbook({ file, bytes, env, noEnv: true });
  const runbook = parsed.ok ? parsed.runbook : parsed.partial;
  if (runbook === undefined) return [];
  const context = { files: unhashedFiles(cwd), env, noEnv: true, allowsInputs: false, report: () => undefined };
  return [...flatten(runbook, context).runbook.artifacts.values()];
}
