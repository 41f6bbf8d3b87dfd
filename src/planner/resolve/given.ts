import { diagnostic, nearest } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import type { ArtifactInput, GivenInput, RunbookInput } from "../../runbook/index.ts";
import { type ParsedSchemaRef, parseSchemaRef, satisfies } from "../../schema/index.ts";
import type { Planning } from "../context.ts";
import type { ResolvedSchemas } from "./resolved-schemas.ts";

/** Checks the artifacts that are given to inputs of child runbooks against the schemas that these declare. */
export class GivenCheck {
  readonly #planning: Planning;
  readonly #resolved: ReadonlyMap<ArtifactId, ResolvedSchemas>;
  readonly #checked = new Map<GivenInput, boolean>();
  readonly #declared = new Map<RunbookInput, ParsedSchemaRef | null>();

  /** `resolved`: the schemas that are known so far. */
  constructor(planning: Planning, resolved: ReadonlyMap<ArtifactId, ResolvedSchemas>) {
    this.#planning = planning;
    this.#resolved = resolved;
  }

  /** Returns whether an artifact fits all inputs through which it arrives. Reports each that it does not fit, once. */
  fits({ through = [] }: ArtifactInput): boolean {
    return through.every((given) => this.check(given));
  }

  /** Returns false, also for a schema that is not known because of another problem. */
  check(given: GivenInput): boolean {
    const known = this.#checked.get(given);
    if (known !== undefined) return known;
    const fits = this.#check(given);
    this.#checked.set(given, fits);
    return fits;
  }

  #check({ input, artifact, location }: GivenInput): boolean {
    const declared = this.#declaredSchema(input);
    const actual = this.#resolved.get(artifact)?.output;
    if (declared === null || actual === undefined) return false;
    if (satisfies(actual, declared)) return true;
    const { report, runbook } = this.#planning;
    const definition = runbook.artifacts.get(artifact)?.location;
    const { name } = input;
    report(
      diagnostic("WCT_SCHEMA_MISMATCH", {
        message: `input "${name.value}" of child runbook "${name.location.file}" needs ${declared.ref}, but "${artifact}" has ${actual.ref}`,
        hint: `map an artifact of schema ${declared.ref}`,
        location,
        related: [
          ...(definition === undefined
            ? []
            : [{ message: `"${artifact}" has schema ${actual.ref}`, location: definition }]),
          { message: `input "${name.value}" needs ${declared.ref}`, location: input.schema?.location ?? name.location },
        ],
      }),
    );
    return false;
  }

  #declaredSchema(input: RunbookInput): ParsedSchemaRef | null {
    const known = this.#declared.get(input);
    if (known !== undefined) return known;
    const declared = this.#parse(input);
    this.#declared.set(input, declared);
    return declared;
  }

  /** Returns the schema that an input declares; null if it is none, which is reported here or was reported. */
  #parse({ name, schema }: RunbookInput): ParsedSchemaRef | null {
    if (schema === null) return null;
    const { registry, report, isRegistryPartial = false } = this.#planning;
    const { value, location } = schema;
    const parsed = parseSchemaRef(value);
    if (parsed === null) {
      const message = `schema "${value}" of input "${name.value}" is not name:major.minor.patch`;
      report(diagnostic("WCT_SCHEMA_BAD_REF", { message, hint: "write the reference as name:1.0.0", location }));
    } else if (!registry.schemas.has(parsed.ref) && !isRegistryPartial) {
      const near = nearest(value, registry.schemas.keys());
      const hint = near === undefined ? "choose one that `wct schemas` lists" : `write "${near}"`;
      report(diagnostic("WCT_SCHEMA_UNKNOWN", { message: `there is no schema "${value}"`, hint, location }));
      return null;
    }
    return parsed;
  }
}
