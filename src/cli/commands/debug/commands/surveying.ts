import { drawGraph } from "../../../../app/graph/index.ts";
import type { ArtifactId } from "../../../../domain/index.ts";
import { safeText } from "../../../../render/index.ts";
import { artifactState, overlay } from "../../../../run/index.ts";
import { heldTexts } from "../announce.ts";
import { artifactFor, type CommandEffect, type ShellCommand, type ShellContext, stay } from "../context.ts";
import { directDependentsOf } from "../plan-relations.ts";
import { requireNothing } from "../words.ts";
import { showConfig } from "./show-config.ts";
import { showDetailsOf } from "./show-details.ts";

/** Commands that show where the session stands, and the state around it. */
export const surveyCommands: readonly ShellCommand[] = [
  {
    ...{ name: "config", alias: null, usage: "[ARTIFACT]", completes: ["artifact"] },
    about: "show the configuration of an artifact; placeholders, not values of variables",
    details: ["Changes that are set and not used yet are listed after it."],
    run: async (context, rest) => await showConfig(context, rest),
  },
  {
    ...{ name: "error", alias: null, usage: "[ARTIFACT]", completes: ["artifact"] },
    about: "show why an artifact failed or was skipped, with its inputs and log",
    details: [],
    run: async (context, rest) => await showDetailsOf(context, artifactFor(context, rest).id),
  },
  {
    ...{ name: "plan", alias: "p", usage: "", about: "draw the graph with the statuses here", completes: [] },
    details: [],
    run: async (context, rest) => {
      requireNothing(rest, "plan");
      return await plan(context);
    },
  },
  {
    ...{ name: "where", alias: "w", usage: "", completes: [] },
    about: "show where the session stands, what waits for the artifact, and what is changed",
    details: [],
    run: async (context, rest) => {
      requireNothing(rest, "where");
      return await where(context);
    },
  },
];

async function plan({ io, opened, options, palette }: ShellContext): Promise<CommandEffect> {
  const record = await opened.record();
  const drawn = drawGraph(overlay(record.plan, record.state), {
    ...{ format: "text", direction: null, schemas: false, grouping: "auto", palette },
    columns: io.stdout.columns,
    ascii: options.ascii ?? false,
  });
  await io.stdout.write(drawn.text);
  if (drawn.note !== null) await io.stderr.write(`note: ${drawn.note}\n`);
  return stay;
}

async function where(context: ShellContext): Promise<CommandEffect> {
  const { opened, say } = context;
  const { session } = opened;
  const { position, history, run } = session;
  const point = position?.point ?? null;
  const what = session.kind === "live" ? "Run" : "Recorded run";
  await say(`${what} ${run ?? "has not started"}, event ${position?.seq ?? history.length} of ${history.length}`);
  if (point !== null) {
    await say(`${point.side === "before" ? "Before" : "After"} ${point.artifact}, attempt ${point.attempt}`);
    await relations(context, point.artifact);
  }
  for (const text of heldTexts(session)) await say(text);
  if (context.skipping !== null)
    await say(`"${context.skipping}" is skipped with the next move; \`skip\` takes it back`);
  for (const { artifact, path } of session.pending.config) await say(`Set, not used yet: ${path} of ${artifact}`);
  for (const { artifact, file } of session.pending.outputs)
    await say(`Replaces the output of ${artifact}: ${safeText(file)}`);
  return stay;
}

async function relations({ opened: { session }, say }: ShellContext, id: ArtifactId): Promise<void> {
  const planned = session.plan.artifacts.find((one) => one.id === id);
  const { inputs = [], group = [] } = planned ?? {};
  if (planned !== undefined && group.length > 0) {
    const { file, line } = planned.location;
    await say(`In the child runbook of ${group.join("/")}, ${safeText(file)}:${line}`);
  }
  const state = session.state();
  const withStatus = (ids: readonly ArtifactId[]): string =>
    ids.map((one) => `${one} (${artifactState(state, one).status})`).join(", ");
  await say(inputs.length === 0 ? "It has no inputs" : `Made from: ${withStatus(inputs)}`);
  const waiting = directDependentsOf(session.plan, id);
  await say(waiting.length === 0 ? "Nothing is made from it" : `Waiting for it: ${withStatus(waiting)}`);
}
