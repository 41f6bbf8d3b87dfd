import { type Diagnostic, diagnostic, isWctError, nearest } from "../diagnostics/index.ts";
import type { SchemaRef } from "../domain/index.ts";
import { builtInSchemas, type Requirement, type SchemaDefinition, type SchemaLike } from "../plugin/index.ts";
import { describeStream, parseSchemaRef } from "../schema/index.ts";
import type { LoadedPlugin } from "./model.ts";

/** The schemas of all plugins by reference, as they are found; problems go to `report`. */
export class SchemaTable {
  readonly #schemas = new Map<SchemaRef, SchemaDefinition>();
  readonly #report: (problem: Diagnostic) => void;

  constructor(plugins: readonly LoadedPlugin[], report: (problem: Diagnostic) => void) {
    this.#report = report;
    for (const schema of builtInSchemas) this.define(schema, "wct");
    for (const { definition } of plugins) {
      for (const schema of definition.schemas) this.define(schema, `plugin "${definition.name}"`);
    }
  }

  /** Sorted by reference. */
  toMap(): ReadonlyMap<SchemaRef, SchemaDefinition> {
    return new Map([...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Takes in a schema object; null when it cannot be used. One reference means one schema. */
  define(schema: SchemaDefinition, owner: string): SchemaRef | null {
    const parsed = parseSchemaRef(schema.ref);
    if (parsed === null) {
      this.#report(badRef(schema.ref, owner));
      return null;
    }
    const known = this.#schemas.get(parsed.ref);
    if (known === schema) return parsed.ref;
    if (known !== undefined && !isSame(known, schema)) {
      const message = `${owner} defines the schema "${schema.ref}" differently from another definition of it`;
      this.#report(diagnostic("WCT_SCHEMA_INVALID", { message, hint: "give the schema a name or version of its own" }));
      return null;
    }
    const problem = known === undefined ? streamProblem(schema) : null;
    if (problem !== null) {
      this.#report(diagnostic("WCT_SCHEMA_INVALID", { message: `${owner}, schema "${schema.ref}": ${problem}` }));
      return null;
    }
    if (known === undefined) this.#schemas.set(parsed.ref, schema);
    return parsed.ref;
  }

  /** The reference of a schema object, or of a schema that is named; null, reported, when there is none. */
  refOf(schema: SchemaLike | string, owner: string): SchemaRef | null {
    if (typeof schema !== "string") return this.define(schema, owner);
    const parsed = parseSchemaRef(schema);
    if (parsed === null) this.#report(badRef(schema, owner));
    else if (this.#schemas.has(parsed.ref)) return parsed.ref;
    else this.#report(this.#unknown(schema, owner));
    return null;
  }

  /** A requirement in any of the author's forms. */
  requirementOf(
    requirement: Requirement,
    owner: string,
  ): { readonly schema: SchemaRef; readonly optional: boolean } | null {
    const optional = typeof requirement === "string" ? requirement.endsWith("?") : "optional" in requirement;
    const schema = this.refOf(bare(requirement), owner);
    return schema === null ? null : { schema, optional };
  }

  #unknown(ref: string, owner: string): Diagnostic {
    const near = nearest(ref, this.#schemas.keys());
    return diagnostic("WCT_SCHEMA_UNKNOWN", {
      message: `${owner} names the schema "${ref}", which no loaded plugin defines`,
      hint: near === undefined ? "add the schema to the plugin's `schemas`" : `write "${near}"`,
    });
  }
}

function bare(requirement: Requirement): SchemaLike | string {
  if (typeof requirement === "string") return requirement.replace(/\?$/, "");
  return "optional" in requirement ? requirement.optional : requirement;
}

function badRef(ref: string, owner: string): Diagnostic {
  return diagnostic("WCT_SCHEMA_BAD_REF", {
    message: `${owner} names the schema "${ref}", which is not name:major.minor.patch`,
    hint: "write the reference as name:1.0.0",
  });
}

function streamProblem(schema: SchemaDefinition): string | null {
  try {
    const { ref, stream, jsonSchema } = schema;
    const check = describeStream({ ref, stream, jsonSchema });
    return check.ok ? null : check.problem;
  } catch (cause) {
    // An author's schema that has no JSON Schema throws when it is asked for it.
    if (isWctError(cause)) return cause.message;
    throw cause;
  }
}

// Two copies of one plugin, or a plugin that brings its own copy of wct, define equal schemas.
function isSame(a: SchemaDefinition, b: SchemaDefinition): boolean {
  return a.stream === b.stream && JSON.stringify(a.jsonSchema) === JSON.stringify(b.jsonSchema);
}
