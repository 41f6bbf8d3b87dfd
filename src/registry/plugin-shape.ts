import type { PluginDefinition } from "../plugin/index.ts";

type PluginShape =
  | { readonly ok: true; readonly plugin: PluginDefinition }
  | { readonly ok: false; readonly problem: string };

/** Checks that a module's default export is a result of definePlugin. Also handles objects whose properties throw. */
export function checkShape(exported: unknown): PluginShape {
  try {
    const problem = pluginProblem(exported);
    if (problem === null && isPlugin(exported)) return { ok: true, plugin: exported };
    return { ok: false, problem: problem ?? "it is not a plugin" };
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : "";
    return { ok: false, problem: `it throws when it is read${why}` };
  }
}

const isPlugin = (exported: unknown): exported is PluginDefinition => pluginProblem(exported) === null;

function pluginProblem(exported: unknown): string | null {
  if (!isObject(exported)) return `its default export is ${article(exported)}`;
  const { name, version, wct, components, schemas, rulesets } = exported;
  if (typeof name !== "string" || !/^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(name)) {
    return "its `name` is not lower-case letters, digits, - . _ ~, as a package's is";
  }
  if (!isText(wct)) return "it does not state a range of wct versions in `wct`";
  if (!isText(version)) return "its `version` is not a text";
  return (
    listProblem("components", components, componentProblem) ??
    listProblem("schemas", schemas, schemaProblem) ??
    listProblem("rulesets", rulesets, rulesetProblem)
  );
}

function listProblem(key: string, list: unknown, problemOf: (one: Fields) => string | null): string | null {
  if (!Array.isArray(list)) return `its \`${key}\` is not a list`;
  for (const [index, one] of list.entries()) {
    const problem = isObject(one) ? problemOf(one) : `is ${article(one)}`;
    if (problem !== null) return `${key}[${index}] ${problem}`;
  }
  return null;
}

const bodies = { connector: "extract", processor: "process", exporter: "export" } as const;

function componentProblem(component: Fields): string | null {
  const { kind, type, description, output, inputs } = component;
  if (kind !== "connector" && kind !== "processor" && kind !== "exporter") {
    return "is not what defineConnector, defineProcessor or defineExporter returns";
  }
  if (typeof type !== "string") return "has no `type`";
  const owner = `(${kind} "${type}")`;
  if (typeof component[bodies[kind]] !== "function") return `${owner} has no function \`${bodies[kind]}\``;
  if (typeof description !== "string") return `${owner} has no \`description\``;
  if (!isOptionalText(component["version"])) return `${owner} has a \`version\` that is not a text`;
  if (kind === "exporter") return withOwner(owner, exporterProblem(component));
  if (!isConfig(component["config"]))
    return `${owner} has no \`config\` that implements Standard JSON Schema, as zod's do`;
  if (!isSchemaLike(output)) return `${owner} has no \`output\` that is a schema`;
  if (kind === "connector") {
    const isAsked = component["sourceState"] === undefined || typeof component["sourceState"] === "function";
    return isAsked ? null : `${owner} has a \`sourceState\` that is not a function`;
  }
  const isCombination = (list: unknown) => Array.isArray(list) && list.every(isRequirement);
  return Array.isArray(inputs) && inputs.every(isCombination)
    ? null
    : `${owner} has no \`inputs\`: a list of lists of schemas`;
}

function exporterProblem({ extension, mediaType, inputs }: Fields): string | null {
  if (typeof extension !== "string") return "has no `extension`";
  if (typeof mediaType !== "string") return "has no `mediaType`";
  if (inputs === "any" || (Array.isArray(inputs) && inputs.every(isSchemaLike))) return null;
  return 'has no `inputs`: a list of schemas, or "any"';
}

function schemaProblem(schema: Fields): string | null {
  return isSchema(schema) ? null : "is not what defineSchema returns";
}

function rulesetProblem({ uri, description, file }: Fields): string | null {
  if (typeof uri !== "string" || typeof description !== "string") return "has no `uri` or no `description`";
  return file instanceof URL && file.protocol === "file:" ? null : "has a `file` that is not a file URL";
}

type Fields = Readonly<Record<string, unknown>>;

const withOwner = (owner: string, problem: string | null) => (problem === null ? null : `${owner} ${problem}`);
const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isOptionalText = (value: unknown) => value === undefined || isText(value);
const isSchemaLike = (value: unknown) => typeof value === "string" || isSchema(value);
const isRequirement = (value: unknown) => isSchemaLike(value) || (isObject(value) && isSchema(value["optional"]));

// Does not read `jsonSchema`, because it is computed on first access and may throw.
function isSchema(value: unknown): boolean {
  if (!isObject(value) || typeof value["ref"] !== "string" || !("jsonSchema" in value)) return false;
  return value["stream"] === null || typeof value["stream"] === "string";
}

function isConfig(value: unknown): boolean {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  const standard: unknown = Reflect.get(value, "~standard");
  return isObject(standard) && typeof standard["validate"] === "function" && isObject(standard["jsonSchema"]);
}

function article(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : `a ${typeof value}`;
}
