import { type Diagnostic, diagnostic, listNames, nearest, type SourceRange } from "../../diagnostics/index.ts";
import type { ChildInclude, Located, MappedName, Runbook, RunbookInput } from "../../runbook/index.ts";

/** An inclusion: the artifact's id as written, how it includes, and the child. */
export interface IncludeSite {
  readonly artifact: string;
  readonly include: ChildInclude;
  readonly child: Runbook;
}

export function unknownChildInput({ child }: IncludeSite, { name }: MappedName, near: string | undefined): Diagnostic {
  const known = [...child.inputs.keys()];
  const choice = known.length === 0 ? "remove it: the child has no inputs" : `use one of ${listNames(known)}`;
  return diagnostic("WCT_CHILD_INPUT_UNKNOWN", {
    message: `child runbook "${child.file}" has no input "${name.value}"`,
    hint: near === undefined ? choice : `write "${near}"`,
    location: name.location,
  });
}

export function unmappedInput({ artifact, include, child }: IncludeSite, { name, schema }: RunbookInput): Diagnostic {
  const what = schema === null ? "an artifact" : `an artifact of schema ${schema.value}`;
  return diagnostic("WCT_CHILD_INPUT_UNMAPPED", {
    message: `artifact "${artifact}" does not map input "${name.value}" of child runbook "${child.file}"`,
    hint: `add ${name.value}: ARTIFACT to input_mapping, with ${what}, and list that artifact in inputs`,
    location: include.location,
    related: [{ message: `input "${name.value}" is declared here`, location: name.location }],
  });
}

/** Reports a mapped artifact that is not listed in `inputs`. */
export function unlistedInput({ artifact }: IncludeSite, { name, artifact: mapped }: MappedName): Diagnostic {
  return diagnostic("WCT_CHILD_INPUT_UNMAPPED", {
    message: `input "${name.value}" is mapped to "${mapped.value}", which is not in the inputs of artifact "${artifact}"`,
    hint: `add "${mapped.value}" to inputs`,
    location: mapped.location,
  });
}

/** Reports an artifact in `inputs` that no input of the child is mapped to. */
export function unusedInput({ artifact, child }: IncludeSite, input: Located<string>): Diagnostic {
  const names = [...child.inputs.keys()];
  return diagnostic("WCT_CHILD_INPUT_UNMAPPED", {
    message: `artifact "${artifact}" has the input "${input.value}", but maps no input of child runbook "${child.file}" to it`,
    hint:
      names.length === 0
        ? "remove it: the child has no inputs"
        : `write input_mapping: { ${names.length === 1 ? names[0] : "NAME"}: ${input.value} }${names.length === 1 ? "" : `, where NAME is one of ${listNames(names)}`}`,
    location: input.location,
  });
}

/** Reports a required input that is mapped to an optional one, which is not given. */
export function absentInput({ child }: IncludeSite, { name, artifact }: MappedName): Diagnostic {
  return diagnostic("WCT_CHILD_INPUT_UNMAPPED", {
    message: `input "${name.value}" of child runbook "${child.file}" is mapped to "${artifact.value}", which needs an optional input that is not given`,
    hint: `make input "${name.value}" optional in "${child.file}", or the other input required`,
    location: artifact.location,
  });
}

export function unknownOutput({ child, include }: IncludeSite, name: Located<string>): Diagnostic {
  const known = [...child.outputs.keys()];
  if (known.length === 0) {
    return diagnostic("WCT_CHILD_OUTPUT_UNKNOWN", {
      message: `"${include.path.value}" has no outputs, so it cannot be a child runbook`,
      hint: `add outputs: { ${name.value}: { artifact: ID } } to it`,
      location: include.path.location,
    });
  }
  const near = nearest(name.value, known);
  return diagnostic("WCT_CHILD_OUTPUT_UNKNOWN", {
    message: `child runbook "${child.file}" has no output "${name.value}"`,
    hint: near === undefined ? `use one of ${listNames(known)}` : `write "${near}"`,
    location: name.location,
  });
}

/** Reports an output that is made only from optional inputs, none of which is given. */
export function absentOutput({ artifact, child }: IncludeSite, name: Located<string>): Diagnostic {
  return diagnostic("WCT_CHILD_OUTPUT_UNKNOWN", {
    message: `output "${name.value}" of child runbook "${child.file}" is made only from optional inputs, and artifact "${artifact}" maps none of them`,
    hint: "map one of them in input_mapping",
    location: name.location,
  });
}

export function timeoutOfChild(artifact: string, child: string, location: SourceRange): Diagnostic {
  return diagnostic("WCT_CHILD_SETTING", {
    message: `artifact "${artifact}" has a timeout, but a timeout cannot apply to a whole child runbook`,
    hint: `set timeout for artifacts in "${child}", or config.timeout for the whole run`,
    location,
  });
}

/** Warns about a limit of a run in a child runbook, which does not apply. */
export function ignoredLimit(key: Located<string>, root: string): Diagnostic {
  return diagnostic("WCT_CHILD_SETTING", {
    severity: "warning",
    message: `"config.${key.value}" is ignored in a child runbook: the limits of a run are those of "${root}"`,
    hint: "remove it",
    location: key.location,
  });
}

/** Reports that a runbook cannot be run by itself. */
export function needsInputs({ file }: Runbook, required: readonly RunbookInput[]): Diagnostic {
  const names = required.map(({ name, schema }) => `"${name.value}"${schema === null ? "" : ` (${schema.value})`}`);
  return diagnostic("WCT_CHILD_NEEDS_INPUTS", {
    message: `"${file}" is a child runbook: it needs ${names.length === 1 ? "the input" : "the inputs"} ${names.join(", ")} from a runbook that includes it`,
    hint: "run a runbook that includes it with child_runbook; `wct validate` checks it by itself",
    location: required[0]?.name.location,
  });
}
