import {
  type Diagnostic,
  diagnostic,
  listNames,
  nearest,
  pathHint,
  type SourceRange,
} from "../../diagnostics/index.ts";
import type { ChildInclude, Located, MappedName, Runbook, RunbookInput, RunbookOutput } from "../../runbook/index.ts";
import type { FoundChild } from "./find-child.ts";

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

interface Site {
  /** The including artifact's id, as written. */
  readonly artifact: string;
  readonly written: Located<string>;
  /** The searched folders, as the user named them. */
  readonly folders: readonly string[];
}

export function notFound(
  { artifact, written, folders }: Site,
  found: Exclude<FoundChild, { kind: "found" }>,
): Diagnostic {
  const child = `child runbook "${written.value}" of artifact "${artifact}"`;
  const { location } = written;
  const allowed = `use a path below ${listNames(folders)}, or add its folder to config.template_paths`;
  switch (found.kind) {
    case "absolute":
      return diagnostic("WCT_CHILD_PATH", { message: `${child} has an absolute path`, hint: allowed, location });
    case "outside":
    case "link-outside": {
      const way = found.kind === "outside" ? "" : " through a link";
      return diagnostic("WCT_CHILD_PATH", {
        message: `${child} is${way} outside of the folders that are searched`,
        hint: allowed,
        location,
      });
    }
    case "no-file":
      return diagnostic("WCT_CHILD_NOT_FOUND", {
        message: `${child} ${found.what}`,
        hint: "name a YAML file",
        location,
      });
    case "absent":
      return diagnostic("WCT_CHILD_NOT_FOUND", {
        message: `${child} does not exist in ${listNames(folders)}`,
        hint: pathHint(written.value) ?? "correct the path, or add its folder to config.template_paths",
        location,
      });
  }
}

export function unreadableChild(shown: string, location: SourceRange): Diagnostic {
  const message = `child runbook "${shown}" cannot be read`;
  return diagnostic("WCT_CHILD_NOT_FOUND", { message, hint: "check its permissions", location });
}

export function binaryChild(shown: string, location: SourceRange): Diagnostic {
  const message = `child runbook "${shown}" is a binary file`;
  return diagnostic("WCT_RUNBOOK_ENCODING", { message, hint: "name a YAML file", location });
}

export function includesItself(
  { value, location }: Located<string>,
  chain: readonly { readonly real: string; readonly shown: string }[],
): Diagnostic {
  const last = chain.at(-1);
  const from = chain.findIndex(({ real }) => real === last?.real);
  const path = chain.slice(from).map(({ shown }) => shown);
  return diagnostic("WCT_CHILD_RECURSIVE", {
    message: `child runbook "${value}" includes itself: ${path.join(" → ")}`,
    hint: "remove this inclusion",
    location,
  });
}

export function tooDeep(location: SourceRange, levels: number): Diagnostic {
  return diagnostic("WCT_CHILD_TOO_LARGE", {
    message: `child runbooks are nested more than ${levels} levels deep`,
    hint: "include the inner runbook directly",
    location,
  });
}

export function tooMany(location: SourceRange, artifacts: number): Diagnostic {
  return diagnostic("WCT_CHILD_TOO_LARGE", {
    message: `with its child runbooks, the runbook has more than ${artifacts} artifacts`,
    hint: "split it into several runbooks that are run separately",
    location,
  });
}

/** An inclusion: the artifact's id as written, how it includes, and the child. */
export interface IncludeSite {
  readonly artifact: string;
  readonly include: ChildInclude;
  readonly child: Runbook;
}

export function unknownChildInput({ child }: IncludeSite, { name }: MappedName): Diagnostic {
  const known = [...child.inputs.keys()];
  const near = nearest(name.value, known);
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
