import type { JsonObject } from "../../../../domain/index.ts";
import { safeText } from "../../../../render/index.ts";
import { artifactFor, type CommandEffect, type ShellContext, stay } from "../context.ts";

/** Prints the configuration of an artifact as written, with the changes of the session; then those not used yet. */
export async function showConfig(context: ShellContext, rest: string): Promise<CommandEffect> {
  const { io, opened, say } = context;
  const { id, method } = artifactFor(context, rest);
  if (!("component" in method)) {
    await say(`"${id}" has no configuration: no component makes it`);
    return stay;
  }
  await io.stdout.write(`${pretty(opened.session.configOf(id))}\n`);
  const pending = opened.session.pending.config.filter(({ artifact }) => artifact === id);
  for (const { path, written } of pending) await say(`Set, not used yet: ${path} = ${safeText(written)}`);
  return stay;
}

const pretty = (value: JsonObject): string => JSON.stringify(value, null, 2).split("\n").map(safeText).join("\n");
