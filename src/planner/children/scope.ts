import { type Diagnostic, nearest, type SourceRange } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import type { ArtifactInput, GivenInput, Located, RunbookArtifact } from "../../runbook/index.ts";
import { duplicateThroughChild, groupAsInput, innerInput, unknownInput } from "./name-problems.ts";

/** What a name in one runbook stands for. */
export type Target =
  | {
      readonly kind: "artifact";
      readonly id: ArtifactId;
      /** The inputs of child runbooks through which it arrives, innermost first. */
      readonly through: readonly GivenInput[];
    }
  /** An optional input that is not mapped, or what is made only from such inputs. */
  | { readonly kind: "absent" }
  /** An artifact that includes several outputs of a child: only these have ids. */
  | { readonly kind: "group"; readonly outputs: readonly string[] }
  /** Cannot be known, because of a mistake that was reported. */
  | { readonly kind: "unknown" };

/** An artifact that an inclusion makes in the including runbook. */
export interface IncludedOutput {
  readonly id: string;
  readonly location: SourceRange;
  /** The child's output that it is. */
  readonly output: Located<string>;
}

/** The names in one runbook, which are independent of those in the runbooks that include it or that it includes. */
export interface NameScope {
  readonly names: ReadonlyMap<string, Target>;
  readonly artifacts: ReadonlyMap<string, RunbookArtifact>;
  /** The artifacts that each including artifact makes here: itself, or those of its `output_mapping`. */
  readonly included: ReadonlyMap<string, readonly IncludedOutput[]>;
  /** The names that stand for nothing, also those of groups. */
  readonly absent: ReadonlySet<string>;
}

/** Resolves names, and reports unknown ones with the name that may be meant. */
export class Resolver {
  readonly #report: (problem: Diagnostic) => void;
  #compared = 0;

  constructor(report: (problem: Diagnostic) => void) {
    this.#report = report;
  }

  /** Resolves the inputs of an artifact. Absent ones are left out; unknown ones get an id that nothing has. */
  inputs(artifact: RunbookArtifact, scope: NameScope): readonly ArtifactInput[] {
    const known = new Map<string, string>();
    return artifact.inputs.flatMap((input): readonly ArtifactInput[] => {
      const target = this.target(artifact.id, input, scope);
      if (target.kind === "absent") return [];
      if (target.kind !== "artifact") return [{ value: unknownId, location: input.location }];
      const other = known.get(target.id);
      known.set(target.id, input.value);
      if (other !== undefined && other !== input.value) {
        this.#report(duplicateThroughChild(artifact.id, input, { other, id: target.id }));
        return [];
      }
      const isAsWritten = target.id === input.value && target.through.length === 0;
      return [isAsWritten ? input : { value: target.id, location: input.location, through: target.through }];
    });
  }

  /** Resolves a name. `artifact`: the id, as written, of the artifact that has it. */
  target(artifact: string, input: Located<string>, scope: NameScope): Target {
    const target = scope.names.get(input.value);
    if (target?.kind === "group") this.#report(groupAsInput(artifact, input, target.outputs));
    else if (target !== undefined) return target;
    else this.#report(this.#unknown(artifact, input, scope));
    return { kind: "unknown" };
  }

  #unknown(artifact: string, input: Located<string>, scope: NameScope): Diagnostic {
    const method = scope.artifacts.get(input.value.split("/")[0] ?? "")?.method;
    if (method?.kind === "child") return innerInput(artifact, input, method.include);
    return unknownInput(artifact, input, this.#meant(artifact, input, scope));
  }

  /** Suggests the name that an unknown one may mean, within the limit of comparisons. */
  #meant(artifact: string, input: Located<string>, { names, artifacts }: NameScope) {
    this.#compared += names.size;
    if (this.#compared > comparisonsAtMost) return undefined;
    const isUsable = ([name, { kind }]: readonly [string, Target]) => name !== artifact && kind !== "group";
    const name = nearest(
      input.value,
      [...names].filter(isUsable).map(([one]) => one),
    );
    return name === undefined ? undefined : { name, location: artifacts.get(name)?.location };
  }
}

// Without this limit, a large runbook with only unknown inputs would be compared for minutes.
const comparisonsAtMost = 500_000;

const unknownId = "";
