import { catalogue, type DiagnosticCode, isSafeText } from "../diagnostics/index.ts";
import { repeatedTextOf, type Shape, textOf } from "../shape/index.ts";
import {
  type ArtifactId,
  type Digest,
  digestSource,
  isDigest,
  isRunId,
  type RunId,
  runIdSource,
  type SchemaRef,
} from "./ids.ts";

/** Years 0000 to 9999, with milliseconds. */
export const momentSource = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z`;
const uuidSource = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Returns a check that the whole text matches a pattern. */
function matching(source: string): (value: string) => value is string {
  const pattern = new RegExp(`^${source}$`);
  return (value): value is string => pattern.test(value);
}
const isMoment = matching(momentSource);
const isUuid = matching(uuidSource);
const isCode = (value: string): value is DiagnosticCode => Object.hasOwn(catalogue, value);
/** The form of an id differs between versions, but no version allows invisible or control characters. */
const isId = (value: string): value is ArtifactId => value !== "" && isSafeText(value);
const isRef = (value: string): value is SchemaRef => value !== "" && isSafeText(value);

export const artifactId = (about = ""): Shape<ArtifactId> => textOf(isId, { minLength: 1 }, about);

export const digest = (about = ""): Shape<Digest> =>
  textOf(isDigest, { pattern: `^${digestSource}$` }, `${about} SHA-256, 64 lower-case hexadecimal digits.`.trim());

const runIdKeywords = { pattern: `^${runIdSource}$` };
export const runId = (about = ""): Shape<RunId> => textOf(isRunId, runIdKeywords, about);
/** The run id that all events of a record repeat. */
export const repeatedRunId = (about = ""): Shape<RunId> => repeatedTextOf(isRunId, runIdKeywords, about);

/** A schema reference in an event. Its version was validated when it was written. */
export const writtenSchemaRef = (about = ""): Shape<SchemaRef> =>
  textOf(isRef, { pattern: String.raw`^[^:]+:\d+\.\d+\.\d+$` }, `${about} \`name:major.minor.patch\`.`.trim());

/** Codes are added, never changed. */
export const diagnosticCode = (about = ""): Shape<DiagnosticCode> =>
  textOf(isCode, { pattern: "^WCT_[A-Z_]+$" }, about);

/** A wall clock time in exactly the form that this program writes. Any other text is not from a record. */
export const repeatedMoment = (about = ""): Shape<string> =>
  repeatedTextOf(
    isMoment,
    { pattern: `^${momentSource}$`, format: "date-time" },
    `${about} ISO 8601, UTC, to the millisecond.`,
  );

/** A UUID in the form that this program writes. */
export const uuid = (about = ""): Shape<string> => textOf(isUuid, { pattern: `^${uuidSource}$` }, about);
