import { readFileSync } from "node:fs";
import { join } from "node:path";
import protobuf from "protobufjs";

const root = new protobuf.Root();
root.resolvePath = (_origin, target) => join(import.meta.dirname, "..", "schemas", "otlp", target);
root.loadSync("opentelemetry/proto/trace/v1/trace.proto").resolveAll();

/**
 * What is wrong with a trace by the official messages of OTLP in its JSON encoding: keys in lowerCamelCase and no others,
 * ids as hexadecimal digits, 64-bit numbers as decimal strings, enumerations as numbers. Empty: nothing.
 */
export function otlpProblems(trace: unknown): readonly string[] {
  return problemsOf(trace, root.lookupType("opentelemetry.proto.trace.v1.TracesData"), "");
}

function problemsOf(value: unknown, type: protobuf.Type, path: string): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${path}: no object`];
  return Object.entries(value).flatMap(([key, inner]): readonly string[] => {
    const field = type.fields[key];
    const at = `${path}/${key}`;
    if (field === undefined) return [`${at}: ${type.name} has no such field`];
    if (!field.repeated) return fieldProblems(inner, field, at);
    if (!Array.isArray(inner)) return [`${at}: no list`];
    return inner.flatMap((one, index) => fieldProblems(one, field, `${at}/${index}`));
  });
}

const idLengths: Readonly<Record<string, number>> = { traceId: 32, spanId: 16, parentSpanId: 16 };

function fieldProblems(value: unknown, field: protobuf.Field, at: string): readonly string[] {
  const { resolvedType } = field;
  if (resolvedType instanceof protobuf.Type) return problemsOf(value, resolvedType, at);
  const isRight = resolvedType instanceof protobuf.Enum ? isMember(value, resolvedType) : isScalar(value, field);
  return isRight ? [] : [`${at}: ${JSON.stringify(value)} is no ${field.type}`];
}

const isMember = (value: unknown, { valuesById }: protobuf.Enum): boolean =>
  typeof value === "number" && value in valuesById;

function isScalar(value: unknown, { type, name }: protobuf.Field): boolean {
  switch (type) {
    case "string":
      return typeof value === "string" && value.isWellFormed();
    case "bool":
      return typeof value === "boolean";
    case "bytes":
      return (
        typeof value === "string" &&
        new RegExp(`^[0-9a-f]{${idLengths[name] ?? 0}}$`).test(value) &&
        !/^0+$/.test(value)
      );
    case "fixed64":
    case "int64":
      return typeof value === "string" && /^-?\d{1,20}$/.test(value);
    case "uint32":
    case "fixed32":
    case "double":
      return typeof value === "number";
    default:
      throw new Error(`a field of type ${type} is not known here`);
  }
}

/** The names that the conventions for CI/CD define, with their well-known values where they must be used. */
export const cicdAttributes: ReadonlySet<string> = new Set(
  readFileSync(join(import.meta.dirname, "..", "schemas", "otlp", "cicd-attributes.txt"), "utf8")
    .trimEnd()
    .split("\n"),
);
