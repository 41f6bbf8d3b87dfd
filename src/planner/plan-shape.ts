import { type ExecutionPlan, isDigest, isRunId, type JsonValue } from "../domain/index.ts";
import { parseSchemaRef } from "../schema/index.ts";

/**
 * Whether JSON is a plan, exactly: no key is missing and none is there that a plan has not. A plan may have ten thousand
 * artifacts, so this is written out by hand; what is wrong with one that is not well formed is not its business.
 */
export function isPlan(value: JsonValue): value is JsonValue & ExecutionPlan {
  if (!hasKeys(value, 4) || value["format"] !== 1) return false;
  const isArtifact = artifactTest();
  return isRunbook(value["runbook"]) && isConfig(value["config"]) && isListOf(value["artifacts"], isArtifact);
}

type Loose = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;

/** A mapping of so many keys: with a test of each, it has these and no other. */
function hasKeys(value: unknown, count: number): value is Loose {
  return isMapping(value) && Object.keys(value).length === count;
}

function isMapping(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, test: Test): boolean {
  return Array.isArray(value) && value.every(test);
}

const isText = (value: unknown): value is string => typeof value === "string";
const isFlag = (value: unknown): boolean => typeof value === "boolean";
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isNumberOrNull = (value: unknown): boolean => value === null || Number.isFinite(value);
const isId = (value: unknown): boolean => isText(value) && value !== "";
const isHash = (value: unknown): boolean => isText(value) && isDigest(value);
const isTexts = (value: unknown): boolean => isListOf(value, isText);
const isIds = (value: unknown): boolean => isListOf(value, isId);
const isHashes = (value: unknown): boolean => isMapping(value) && Object.values(value).every(isHash);

function isRunbook(value: unknown): boolean {
  if (!hasKeys(value, 5)) return false;
  const { name, description, contact, path, digest } = value;
  return isText(name) && isText(description) && isTextOrNull(contact) && isText(path) && isHash(digest);
}

function isConfig(value: unknown): boolean {
  if (!hasKeys(value, 6)) return false;
  const { timeoutMs, maxConcurrency, workers, costLimit, retain, secrets } = value;
  return (
    isNumberOrNull(timeoutMs) &&
    Number.isSafeInteger(maxConcurrency) &&
    (workers === null || Number.isSafeInteger(workers)) &&
    isNumberOrNull(costLimit) &&
    (retain === "all" || retain === "derived") &&
    isTexts(secrets)
  );
}

/** Few different schemas are named, ten thousand times each: a reference is taken apart once. */
function artifactTest(): Test {
  const known = new Set<unknown>();
  const isRef = (value: unknown): boolean => {
    if (known.has(value)) return true;
    if (!isText(value) || parseSchemaRef(value) === null) return false;
    known.add(value);
    return true;
  };
  return (value) => isArtifact(value, isRef);
}

function isArtifact(value: unknown, isRef: Test): boolean {
  if (!hasKeys(value, 18)) return false;
  const { id, name, description, contact, location, group, method, inputs, outputSchema, outputStream } = value;
  const isDescribed = isId(id) && isTextOrNull(name) && isTextOrNull(description) && isTextOrNull(contact);
  if (!isDescribed || !isLocation(location) || !isTexts(group) || !isMethod(method, isRef)) return false;
  const { config, fingerprint, output, optional, breakpoint, timeoutMs, retain, tags } = value;
  return (
    isIds(inputs) &&
    isRef(outputSchema) &&
    isTextOrNull(outputStream) &&
    isMapping(config) &&
    isFingerprint(fingerprint, isRef) &&
    isFlag(output) &&
    isFlag(optional) &&
    (breakpoint === null || breakpoint === "before" || breakpoint === "after" || breakpoint === "both") &&
    isNumberOrNull(timeoutMs) &&
    isFlag(retain) &&
    isTexts(tags)
  );
}

function isLocation(value: unknown): boolean {
  if (!hasKeys(value, 5)) return false;
  const { file, line, column, endLine, endColumn } = value;
  return isText(file) && [line, column, endLine, endColumn].every(Number.isSafeInteger);
}

function isMethod(value: unknown, isRef: Test): boolean {
  if (!isMapping(value)) return false;
  const { kind, component, groups, run, artifact } = value;
  switch (kind) {
    case "source":
      return hasKeys(value, 2) && isComponent(component);
    case "process":
      return hasKeys(value, 3) && isComponent(component) && isListOf(groups, (group) => isGroup(group, isRef));
    case "pass-through":
      return hasKeys(value, 1);
    case "reuse":
      return hasKeys(value, 3) && isText(run) && isRunId(run) && isId(artifact);
    default:
      return false;
  }
}

function isComponent(value: unknown): boolean {
  if (!hasKeys(value, 7)) return false;
  const { kind, type, plugin, version, deterministic, blocking, sensitivity } = value;
  return (
    (kind === "connector" || kind === "processor") &&
    isText(type) &&
    isText(plugin) &&
    isText(version) &&
    isFlag(deterministic) &&
    isFlag(blocking) &&
    (sensitivity === "raw" || sensitivity === "masked" || sensitivity === "none")
  );
}

function isGroup(value: unknown, isRef: Test): boolean {
  if (!hasKeys(value, 3)) return false;
  const { required, schema, artifacts } = value;
  return isRef(required) && isRef(schema) && isIds(artifacts);
}

function isFingerprint(value: unknown, isRef: Test): boolean {
  if (!hasKeys(value, 9)) return false;
  const { component, plugin, configWritten, configResolved, files, rulesets, inputSchemas, recordFormat } = value;
  return (
    isText(component) &&
    isHash(plugin) &&
    isHash(configWritten) &&
    isHash(configResolved) &&
    isHashes(files) &&
    isHashes(rulesets) &&
    isListOf(inputSchemas, isRef) &&
    Number.isSafeInteger(recordFormat) &&
    isHash(value["digest"])
  );
}
