import type { ArtifactId } from "../../../../domain/index.ts";
import { renderArtifactDetails, wrapped } from "../../../../render/index.ts";
import { widthOf } from "../../../io.ts";
import { type CommandEffect, type ShellContext, stay } from "../context.ts";

/** Prints an artifact without its content: its status, the reason, its inputs and its log. */
export async function showDetailsOf(context: ShellContext, id: ArtifactId): Promise<CommandEffect> {
  const { io, opened, options, palette } = context;
  const { plan, state } = await opened.record();
  const text = renderArtifactDetails(plan, state, { id, palette, ascii: options.ascii ?? false });
  const lines = text.split("\n").flatMap((line) => wrapped(line, { width: widthOf(io.stdout), indent: "    " }));
  await io.stdout.write(`${lines.join("\n")}\n`);
  return stay;
}
