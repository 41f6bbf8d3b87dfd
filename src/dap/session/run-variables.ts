import { artifactState } from "../../run/index.ts";
import { arrayPage, type ChildPage, jsonVariable, type ShownVariable } from "../variables/index.ts";
import type { ScopeContext } from "./scope-context.ts";

/** Returns what there is to know about the run at this stop. */
export async function runVariables({ opened, references, record }: ScopeContext): Promise<readonly ShownVariable[]> {
  const { run, plan, state } = await record();
  const { session, runbook, notes } = opened;
  const { pending, position, held, history } = session;
  const facts: Readonly<Record<string, unknown>> = {
    run: run.id,
    session: session.kind === "live" ? "live" : "recorded: nothing executes",
    runbook: runbook.shown,
    status: position?.isPresent === true ? "paused" : state.status,
    event: position?.seq ?? history.length,
    events: history.length,
    ...(held.length === 0 ? {} : { waiting: held.map(({ artifact, side }) => `${side} ${artifact}`) }),
    ...(pending.config.length === 0 ? {} : { changedConfiguration: pending.config.map(configText) }),
    ...(pending.outputs.length === 0 ? {} : { replacedOutputs: pending.outputs.map(({ artifact }) => artifact) }),
    ...(notes.length === 0 ? {} : { notes }),
  };
  const children = async (page: ChildPage): Promise<readonly ShownVariable[]> => {
    if (page.kind === "named") return [];
    return await arrayPage(page, plan.artifacts.length, (from, to) =>
      plan.artifacts
        .slice(from, to)
        .map(({ id }) => ({ name: id, value: artifactState(state, id).status, variablesReference: 0 })),
    );
  };
  const { length } = plan.artifacts;
  return [
    ...Object.entries(facts).map(([name, value]) => jsonVariable(references, { name, value })),
    {
      name: "artifacts",
      value: `array of ${length}`,
      indexedVariables: length,
      variablesReference: references.add({ children }),
    },
  ];
}

const configText = ({ artifact, path }: { readonly artifact: string; readonly path: string }): string =>
  `${artifact}.${path}`;
