import { type Diagnostic, diagnostic, listNames, nearest, type SourceRange } from "../../diagnostics/index.ts";
import type { ChildInclude, Located, MappedName, RunbookOutput } from "../../runbook/index.ts";

/** Reports an input that the artifact's own runbook does not define. `meant`: the name that may be meant. */
export function unknownInput(
  artifact: string,
  input: Located<string>,
  meant: { readonly name: string; readonly location: SourceRange | undefined } | undefined,
): Diagnostic {
  const where = meant?.location === undefined ? "" : ` (defined at line ${meant.location.line})`;
  return diagnostic("WCT_ARTIFACT_UNKNOWN_INPUT", {
    message: `artifact "${artifact}" needs "${input.value}", which this runbook does not define`,
    hint: meant ? `write "${meant.name}"${where}` : "correct the id, or define the artifact",
    location: input.location,
  });
}

/** Reports an input that is inside a child runbook. */
export function innerInput(artifact: string, input: Located<string>, { path }: ChildInclude): Diagnostic {
  return diagnostic("WCT_ARTIFACT_UNKNOWN_INPUT", {
    message: `artifact "${artifact}" needs "${input.value}", which is inside a child runbook`,
    hint: `declare it in "outputs" of "${path.value}", and map that output with output or output_mapping`,
    location: input.location,
  });
}

/** Reports an input that is an including artifact with several outputs. */
export function groupAsInput(artifact: string, input: Located<string>, outputs: readonly string[]): Diagnostic {
  return diagnostic("WCT_ARTIFACT_UNKNOWN_INPUT", {
    message: `artifact "${artifact}" needs "${input.value}", which only names a child runbook with several outputs`,
    hint: outputs.length === 0 ? "name one of its outputs" : `write one of its outputs: ${listNames(outputs)}`,
    location: input.location,
  });
}

/** Reports two names of one artifact's inputs that stand for the same artifact. */
export function duplicateThroughChild(
  artifact: string,
  input: Located<string>,
  { other, id }: { readonly other: string; readonly id: string },
): Diagnostic {
  return diagnostic("WCT_ARTIFACT_DUPLICATE_INPUT", {
    message: `artifact "${artifact}" has the inputs "${other}" and "${input.value}", which are both mapped to "${id}"`,
    hint: "map them to different artifacts",
    location: input.location,
  });
}

/** Reports an output of a runbook that names no artifact of it. */
export function outputOfNothing(
  { name, artifact }: RunbookOutput & { readonly artifact: Located<string> },
  ids: readonly string[],
) {
  const near = nearest(artifact.value, ids);
  return diagnostic("WCT_CHILD_OUTPUT_UNKNOWN", {
    message: `output "${name.value}" is artifact "${artifact.value}", which this runbook does not define`,
    hint: near === undefined ? "correct the id, or define the artifact" : `write "${near}"`,
    location: artifact.location,
  });
}

/** Reports an id that an output or an input gets, but that something else already has. */
export function takenName(name: Located<string>, by: SourceRange, what: string): Diagnostic {
  return diagnostic("WCT_CHILD_NAME_TAKEN", {
    message: `${what} cannot have the id "${name.value}", which something else in this runbook already has`,
    hint: "choose another id",
    location: name.location,
    related: [{ message: `"${name.value}" is defined here`, location: by }],
  });
}

export function badOutputId({ artifact }: MappedName): Diagnostic {
  return diagnostic("WCT_ARTIFACT_BAD_ID", {
    message: `"${artifact.value}" cannot be the id of an artifact`,
    hint: "use letters a to z and A to Z, digits, _ and -, at most 128, and none of and, or, not",
    location: artifact.location,
  });
}
