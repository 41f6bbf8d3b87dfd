import { type Diagnostic, diagnostic, isWctError, nearest } from "../diagnostics/index.ts";
import { isJsonObject, type SchemaRef } from "../domain/index.ts";
import {
  builtInSchemas,
  type Requirement,
  type SchemaDefinition,
  type SchemaLike,
  withoutSamples,
} from "../plugin/index.ts";
import { compileSchema, parseSchemaRef } from "../schema/index.ts";
import type { LoadedPlugin } from "./model.ts";
import { type Owner, ownerOf } from "./owner.ts";

const builtIn: ReadonlySet<SchemaDefinition> = new Set(builtInSchemas);

/** The schemas of all plugins by reference. Problems are reported to the owners of the schemas. */
export class SchemaTable {
  readonly #schemas = new Map<SchemaRef, SchemaDefinition>();

  constructor(plugins: readonly LoadedPlugin[], report: (problem: Diagnostic) => void) {
    for (const schema of builtInSchemas) this.define(schema, { text: "wct", report });
    for (const plugin of plugins) {
      for (const schema of plugin.definition.schemas) this.define(schema, ownerOf(plugin, report));
    }
  }

  /** Sorted by reference. */
  toMap(): ReadonlyMap<SchemaRef, SchemaDefinition> {
    return new Map([...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /**
   * Adds a schema object and returns its reference; null if it is unusable. A reference must always mean the same
   * schema.
   */
  define(schema: SchemaDefinition, owner: Owner): SchemaRef | null {
    const parsed = parseSchemaRef(schema.ref);
    if (parsed === null) {
      owner.report(badRef(schema.ref, owner));
      return null;
    }
    const known = this.#schemas.get(parsed.ref);
    if (known === schema) return parsed.ref;
    const problem = problemOf(schema, known, owner);
    if (problem !== null) {
      owner.report(problem);
      return null;
    }
    if (known === undefined) this.#schemas.set(parsed.ref, schema);
    return parsed.ref;
  }

  /** Returns the reference of a schema object or of a named schema. If there is none, reports that and returns null. */
  refOf(schema: SchemaLike | string, owner: Owner): SchemaRef | null {
    if (typeof schema !== "string") return this.define(schema, owner);
    const parsed = parseSchemaRef(schema);
    if (parsed === null) owner.report(badRef(schema, owner));
    else if (this.#schemas.has(parsed.ref)) return parsed.ref;
    else owner.report(this.#unknown(schema, owner));
    return null;
  }

  /**
   * Returns the reference of a component's output. An output given by reference must be a built-in schema, because a
   * worker loads only the plugin's own module.
   */
  outputOf(schema: SchemaLike | string, owner: Owner): SchemaRef | null {
    if (typeof schema !== "string" || builtInSchemas.some(({ ref }) => ref === schema))
      return this.refOf(schema, owner);
    const refs = builtInSchemas.map(({ ref }) => ref);
    const near = nearest(schema, refs);
    owner.report(
      diagnostic("WCT_SCHEMA_UNKNOWN", {
        message: `${owner.text} makes "${schema}", which is not a built-in schema`,
        hint: near === undefined ? "pass the schema that defineSchema returns, not its reference" : `write "${near}"`,
      }),
    );
    return null;
  }

  /** Parses a requirement in any form that authors may write. */
  requirementOf(
    requirement: Requirement,
    owner: Owner,
  ): { readonly schema: SchemaRef; readonly optional: boolean } | null {
    const optional = typeof requirement === "string" ? requirement.endsWith("?") : "optional" in requirement;
    const schema = this.refOf(bare(requirement), owner);
    return schema === null ? null : { schema, optional };
  }

  #unknown(ref: string, owner: Owner): Diagnostic {
    const near = nearest(ref, this.#schemas.keys());
    return diagnostic("WCT_SCHEMA_UNKNOWN", {
      message: `${owner.text} names the schema "${ref}", which no loaded plugin defines`,
      hint: near === undefined ? "add the schema to the plugin's `schemas`" : `write "${near}"`,
    });
  }
}

function bare(requirement: Requirement): SchemaLike | string {
  if (typeof requirement === "string") return requirement.replace(/\?$/, "");
  return "optional" in requirement ? requirement.optional : requirement;
}

function badRef(ref: string, owner: Owner): Diagnostic {
  return diagnostic("WCT_SCHEMA_BAD_REF", {
    message: `${owner.text} names the schema "${ref}", which is not name:major.minor.patch`,
    hint: "write the reference as name:1.0.0",
  });
}

/**
 * Checks a plugin's schema by compiling it at registration, so that an unusable schema does not fail in the middle of a
 * run.
 */
function problemOf(schema: SchemaDefinition, known: SchemaDefinition | undefined, { text }: Owner): Diagnostic | null {
  if (builtIn.has(schema)) return null;
  try {
    if (!isJsonObject(schema.jsonSchema)) throw new TypeError("its JSON Schema is not an object");
    if (known === undefined) compileSchema(schema);
    else if (!isSame(known, schema)) {
      return diagnostic("WCT_SCHEMA_CONFLICT", {
        message: `${text} defines the schema "${schema.ref}" differently from another definition of it`,
        hint: "give the schema a different name or version",
      });
    }
    return null;
  } catch (cause) {
    // An author's schema that cannot produce a JSON Schema throws on access.
    const why = cause instanceof Error ? cause.message : "its JSON Schema cannot be generated";
    const named = isWctError(cause) && why.startsWith(`schema "${schema.ref}": `);
    return diagnostic("WCT_SCHEMA_INVALID", {
      message: `${text}, ${named ? why : `schema "${schema.ref}": ${why}`}`,
      hint: "correct the schema, or remove the plugin",
    });
  }
}

// Returns whether two schemas are equal. Two copies of one plugin, or a plugin with its own copy of wct, define equal
// schemas. Samples say nothing about what conforms, and another version of wct may have others.
function isSame(a: SchemaDefinition, b: SchemaDefinition): boolean {
  const text = ({ jsonSchema }: SchemaDefinition): string => JSON.stringify(withoutSamples(jsonSchema));
  return a.stream === b.stream && text(a) === text(b);
}
