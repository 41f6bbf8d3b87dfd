import type { DebugProtocol } from "@vscode/debugprotocol";
import { contentOf, plannedArtifact } from "../../app/record/index.ts";
import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import { artifactState } from "../../run/index.ts";
import { jsonVariable, messageVariable, type ShownVariable } from "../variables/index.ts";
import { configurationVariables } from "./configuration.ts";
import { runVariables } from "./run-variables.ts";
import type { ScopeContext } from "./scope-context.ts";

/** Returns the scopes of a frame: of an artifact, or of the run alone. Nothing is read before a scope is expanded. */
export function scopesOf(context: ScopeContext, artifact: ArtifactId | null): readonly DebugProtocol.Scope[] {
  const { references } = context;
  const scope = (name: string, children: () => Promise<readonly ShownVariable[]>, more: object = {}) => ({
    name,
    variablesReference: references.add({ children: ({ kind }) => (kind === "indexed" ? [] : children()) }),
    expensive: false,
    ...more,
  });
  const run = scope("Run", () => runVariables(context), { expensive: true });
  if (artifact === null) return [run];
  return [
    scope("Inputs", () => inputVariables(context, artifact), { presentationHint: "arguments" }),
    {
      name: "Configuration",
      variablesReference: references.add(configurationVariables(context, artifact)),
      expensive: false,
    },
    scope("Output", () => outputVariables(context, artifact), { presentationHint: "returnValue" }),
    run,
  ];
}

/** Returns the content of an artifact as a variable; its text says why if there is none. */
export async function contentVariable(
  { opened, references, record }: ScopeContext,
  artifact: ArtifactId,
  { name = artifact, evaluateName }: { readonly name?: string; readonly evaluateName?: string } = {},
): Promise<ShownVariable> {
  const run = await record();
  const { outputStream } = plannedArtifact(run, artifact);
  try {
    const message = contentOf(run, artifact);
    const { artifacts } = opened.store;
    return messageVariable(references, { name, message, stream: outputStream, artifacts, evaluateName });
  } catch (error) {
    if (!isWctError(error)) throw error;
    return { name, value: error.message, variablesReference: 0 };
  }
}

async function inputVariables(context: ScopeContext, artifact: ArtifactId): Promise<readonly ShownVariable[]> {
  const { inputs } = plannedArtifact(await context.record(), artifact);
  const variables: ShownVariable[] = [];
  for (const input of inputs) {
    variables.push(await contentVariable(context, input, { evaluateName: `inputs[${JSON.stringify(input)}]` }));
  }
  return variables;
}

async function outputVariables(context: ScopeContext, artifact: ArtifactId): Promise<readonly ShownVariable[]> {
  const { state } = await context.record();
  const { attempts } = artifactState(state, artifact);
  const last = attempts.at(-1)?.result;
  if (last?.outcome === "failed") {
    const { code, message, hint, componentCode } = last.failure;
    const failure = { code, message, ...(hint === null ? {} : { hint }), ...(componentCode ? { componentCode } : {}) };
    return [jsonVariable(context.references, { name: "failure", value: failure })];
  }
  if (artifactState(state, artifact).status === "pending" && attempts.length === 0) {
    return [{ name: "output", value: "not made yet", variablesReference: 0 }];
  }
  return [await contentVariable(context, artifact, { name: "output", evaluateName: "output" })];
}
