import type { ShapeOf } from "../../shape/index.ts";
import {
  answer,
  artifactId,
  artifactStatus,
  flag,
  list,
  ms,
  object,
  oneOf,
  orNull,
  runId,
  schemaRef,
  text,
} from "./common.ts";

export const plan = answer("Plan", {
  name: text("The runbook's name."),
  run: orNull(runId("The run whose statuses the graph shows."), "the plan alone"),
  criticalPath: orNull(
    list(text(), "Ids of the chain of dependent artifacts with the largest summed duration."),
    "no run",
  ),
  nodes: list(
    object(
      {
        id: artifactId("The artifact's id."),
        name: orNull(text("Its name for people."), "it has none"),
        method: oneOf(["source", "process", "pass-through", "reuse"], "How it is made."),
        component: orNull(text("Type of the connector or processor."), "it has no component"),
        schema: schemaRef("Its schema."),
        group: list(text(), "Names of the including artifacts, outermost first; empty outside child runbooks."),
        status: orNull(artifactStatus, "no run"),
        durationMs: orNull(ms("Total duration of its attempts."), "no run, or not begun"),
        output: flag("Whether it is marked as an output."),
        critical: flag("Whether it is on the critical path."),
      },
      "One artifact.",
    ),
    "In the order of the runbook.",
  ),
  groups: list(
    object(
      {
        id: artifactId("The id of the artifact that includes the child runbook: what the ids inside begin with."),
        name: text("The last part of its id."),
        parent: orNull(artifactId("The group in which it is."), "it is in no other"),
        artifacts: list(artifactId("The id of an artifact."), "What is in it, groups within it aside."),
      },
      "One child runbook.",
    ),
    "The child runbooks, each after the one in which it is.",
  ),
  edges: list(
    object(
      {
        from: artifactId("The input."),
        to: artifactId("The artifact made from it."),
        schema: schemaRef("What flows."),
        critical: flag("Whether it is on the critical path."),
      },
      "One input of one artifact.",
    ),
    "In the order of their ends.",
  ),
});
export type PlanShape = ShapeOf<typeof plan>;
