import { join } from "node:path";
import protobuf from "protobufjs";
import type { Messages } from "./standards/otlp.ts";

/** The messages of a trace as the .proto files below `folder` define them. */
export function officialMessages(folder: string): Messages {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => join(folder, "otlp", target);
  root.loadSync("opentelemetry/proto/trace/v1/trace.proto").resolveAll();
  const all = objectsIn(root);
  return {
    messages: Object.fromEntries(
      all.filter((one) => one instanceof protobuf.Type).map((one) => [one.name, fieldsOf(one)]),
    ),
    enumerations: Object.fromEntries(
      all.filter((one) => one instanceof protobuf.Enum).map((one) => [one.name, Object.values(one.values)]),
    ),
  };
}

const objectsIn = (space: protobuf.NamespaceBase): readonly protobuf.ReflectionObject[] =>
  space.nestedArray.flatMap((one) => [one, ...(one instanceof protobuf.Namespace ? objectsIn(one) : [])]);

const fieldsOf = ({ fieldsArray }: protobuf.Type) =>
  Object.fromEntries(
    fieldsArray.map(({ name, type, repeated }) => [name, `${type.split(".").at(-1)}${repeated ? "[]" : ""}`]),
  );
