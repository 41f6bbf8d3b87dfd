import type { SchemaRef } from "../domain/index.ts";

/** A parsed schema reference. */
export interface ParsedSchemaRef {
  readonly ref: SchemaRef;
  readonly name: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

const pattern = /^([a-z][a-z0-9_]*):(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/;

/** Parses `name:major.minor.patch`; null for anything else. */
export function parseSchemaRef(text: string): ParsedSchemaRef | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, name = "", major, minor, patch] = match;
  return { ref: text as SchemaRef, name, major: Number(major), minor: Number(minor), patch: Number(patch) };
}

/** Compares versions. Negative if `a` is older. Only for references with the same name. */
export function compareVersions(a: ParsedSchemaRef, b: ParsedSchemaRef): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/**
 * Returns whether name and major are the same, which is necessary for joining artifacts and for meeting a requirement.
 */
function isSameGroup(a: ParsedSchemaRef, b: ParsedSchemaRef): boolean {
  return a.name === b.name && a.major === b.major;
}

/**
 * Returns whether a message of `offered` can be read as `required`: same name and major, at least the same minor.patch.
 * While the major is 0 every minor may be incompatible, so the minor must be the same.
 */
export function satisfies(offered: ParsedSchemaRef, required: ParsedSchemaRef): boolean {
  if (!isSameGroup(offered, required)) return false;
  if (required.major === 0 && offered.minor !== required.minor) return false;
  return compareVersions(offered, required) >= 0;
}

/** Returns the lowest version among references with the same name. */
export function lowestVersion(first: ParsedSchemaRef, ...others: readonly ParsedSchemaRef[]): ParsedSchemaRef {
  return others.reduce((lowest, ref) => (compareVersions(ref, lowest) < 0 ? ref : lowest), first);
}

/** Returns the key by which inputs are grouped: name and major. */
export function groupKey(ref: ParsedSchemaRef): string {
  return `${ref.name}:${ref.major}`;
}

/** Returns whether messages of both may be joined: same group and, while the major is 0, same minor. */
export function canJoin(a: ParsedSchemaRef, b: ParsedSchemaRef): boolean {
  return isSameGroup(a, b) && (a.major > 0 || a.minor === b.minor);
}
