import type { SchemaRef } from "../domain/index.ts";

/** A schema reference taken apart. */
export interface ParsedSchemaRef {
  readonly ref: SchemaRef;
  readonly name: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

const pattern = /^([a-z][a-z0-9_]*):(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/;

/** Takes `name:major.minor.patch` apart; null for anything else. */
export function parseSchemaRef(text: string): ParsedSchemaRef | null {
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, name = "", major, minor, patch] = match;
  return { ref: text as SchemaRef, name, major: Number(major), minor: Number(minor), patch: Number(patch) };
}

/** Negative when `a` is the older version. Only for references of one name. */
export function compareVersions(a: ParsedSchemaRef, b: ParsedSchemaRef): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** Same name and major: such artifacts may be joined, and such a requirement may be met. */
function isSameGroup(a: ParsedSchemaRef, b: ParsedSchemaRef): boolean {
  return a.name === b.name && a.major === b.major;
}

/**
 * Whether what `offered` describes may be read as `required`: same name and major, at least the same minor.patch. While
 * the major is 0 every minor may break, so it must be the same one.
 */
export function satisfies(offered: ParsedSchemaRef, required: ParsedSchemaRef): boolean {
  if (!isSameGroup(offered, required)) return false;
  if (required.major === 0 && offered.minor !== required.minor) return false;
  return compareVersions(offered, required) >= 0;
}

/** The lowest version among references of one name; there must be one. */
export function lowestVersion(first: ParsedSchemaRef, ...others: readonly ParsedSchemaRef[]): ParsedSchemaRef {
  return others.reduce((lowest, ref) => (compareVersions(ref, lowest) < 0 ? ref : lowest), first);
}

/** What inputs are grouped by: name and major. */
export function groupKey(ref: ParsedSchemaRef): string {
  return `${ref.name}:${ref.major}`;
}

/** Whether messages of both may be joined: one group and, while the major is 0, one minor. */
export function canJoin(a: ParsedSchemaRef, b: ParsedSchemaRef): boolean {
  return isSameGroup(a, b) && (a.major > 0 || a.minor === b.minor);
}
