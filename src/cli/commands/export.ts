import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { wctError } from "../../diagnostics/index.ts";
import { apiVersion, type ExportShape } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { exportArtifacts } from "../wiring/export-artifacts.ts";
import { shownPath } from "../wiring/files.ts";
import { chooseExports, makeOutputDir } from "../wiring/outputs.ts";
import { contentOf, plannedArtifact, readRecord } from "../wiring/record.ts";
import { lookingRegistry } from "../wiring/registry.ts";
import { openRun } from "../wiring/run-reference.ts";

export interface ExportOptions extends GlobalOptions {
  readonly format: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly plugin?: readonly string[];
}

/** `wct export RUN [ARTIFACT...]`: writes recorded artifacts to files; executes no connector and no processor. */
export async function exportRun(
  io: Io,
  reference: string,
  ids: readonly string[],
  options: ExportOptions,
): Promise<number> {
  await using opened = await openRun(io, reference, options.store);
  const { store } = opened;
  const registry = await lookingRegistry(io, options.plugin);
  const record = await readRecord(store, opened.run);
  const marked = record.plan.artifacts.filter((artifact) => artifact.output);
  const artifacts = ids.length > 0 ? ids.map((id) => plannedArtifact(record, id)) : marked;
  if (artifacts.length === 0) {
    throw wctError("WCT_RUN_ARTIFACT_ABSENT", {
      message: `no artifact of run "${record.run.id}" is marked output: true`,
      hint: "name the artifacts to export",
    });
  }
  const messages = new Map(artifacts.map((artifact) => [artifact.id, contentOf(record, artifact.id)]));
  const chosen = chooseExports(
    registry,
    artifacts.map(({ id, outputSchema }) => ({ id, schema: messages.get(id)?.schema ?? outputSchema })),
    [options.format],
  );
  const dir = resolve(io.cwd, options.output ?? join("outputs", record.run.id));
  for (const { fileName } of chosen) refuseExisting(join(dir, fileName), options.force ?? false, io.cwd);
  makeOutputDir(dir, options.output === undefined ? resolve(io.cwd, "outputs") : null);
  const written = await exportArtifacts({ store, registry, chosen, messages, dir });
  const files = written.map(({ path, ...one }) => ({ ...one, path: shownPath(io.cwd, path) }));
  if (options.json) {
    const answer: ExportShape = { apiVersion, kind: "Export", run: record.run.id, files };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
  } else for (const { path } of files) await io.stdout.write(`${path}\n`);
  return 0;
}

function refuseExisting(path: string, force: boolean, cwd: string): void {
  if (force || !existsSync(path)) return;
  throw wctError("WCT_USAGE", {
    message: `"${shownPath(cwd, path)}" exists`,
    hint: "write over it with --force, or choose another folder with -o",
  });
}
