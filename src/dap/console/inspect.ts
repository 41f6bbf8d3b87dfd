import { queryArtifact, take } from "../../app/inspect/index.ts";
import { plannedArtifact } from "../../app/record/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import { type AdapterSession, contentVariable } from "../session/index.ts";
import type { ConsoleAnswer } from "./console-answer.ts";

/** How much of a selection is printed. */
const mostMatches = 100;
const mostCharacters = 20_000;

/** Returns an artifact's content to expand or, with a path, what the path selects in it, as lines of JSON. */
export async function inspectText(
  session: AdapterSession,
  artifact: ArtifactId,
  path: string | null,
): Promise<ConsoleAnswer> {
  const { stopped } = session;
  const record = await stopped.record();
  const { id } = plannedArtifact(record, artifact);
  if (path === null) {
    const { value, variablesReference } = await contentVariable(stopped, id);
    return { text: value, reference: variablesReference };
  }
  const { query, matches } = await queryArtifact(stopped.opened.store, record, { id, path });
  const taken = take(matches(), { offset: 0, head: mostMatches });
  const lines: string[] = [];
  let characters = 0;
  for await (const batch of taken) {
    for (const match of batch) {
      const line = `${query.pathOf(match)}: ${JSON.stringify(match.value)}`;
      characters += line.length;
      if (characters <= mostCharacters) lines.push(line);
    }
  }
  if (lines.length === 0 && characters === 0) return { text: "nothing matches" };
  const isCut = taken.hasMore() || characters > mostCharacters;
  return { text: [...lines, ...(isCut ? [`… more; narrow the path`] : [])].join("\n") };
}
