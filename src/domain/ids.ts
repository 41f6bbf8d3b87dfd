declare const brandKey: unique symbol;
type Brand<Name extends string> = { readonly [brandKey]: Name };

/** The key of an artifact in a runbook, as written; `group/id` inside a child runbook. */
export type ArtifactId = string & Brand<"ArtifactId">;
/** `run_YYYYMMDD_HHMMSS`, UTC, with `_2`, `_3` for later runs of the same second. */
export type RunId = string & Brand<"RunId">;
/** SHA-256 as 64 lower-case hexadecimal digits. */
export type Digest = string & Brand<"Digest">;
/** `name:major.minor.patch`. */
export type SchemaRef = string & Brand<"SchemaRef">;

const artifactIdPattern = /^[A-Za-z_][A-Za-z0-9_-]{0,127}$/;
const reservedIds = new Set(["and", "or", "not"]);
export const runIdSource = String.raw`run_\d{8}_\d{6}(?:_[2-9]|_[1-9]\d+)?`;
const runIdPattern = new RegExp(`^${runIdSource}$`);
export const digestSource = "[0-9a-f]{64}";
const digestPattern = new RegExp(`^${digestSource}$`);

export function isArtifactId(text: string): text is ArtifactId {
  return artifactIdPattern.test(text) && !reservedIds.has(text);
}

/** Returns whether a text is the id of an artifact of a plan: an id, after those of the artifacts that include it. */
export function isPlannedId(text: string): text is ArtifactId {
  return text.split("/").every(isArtifactId);
}

export function isRunId(text: string): text is RunId {
  return runIdPattern.test(text);
}

export function isDigest(text: string): text is Digest {
  return digestPattern.test(text);
}

/** Returns the run id for a start time, before collisions are resolved. */
export function runIdAt(at: Date): RunId {
  const digits = at.toISOString().replace(/[-:]/g, "");
  return `run_${digits.slice(0, 8)}_${digits.slice(9, 15)}` as RunId;
}
