import { catalogue, type DiagnosticCode } from "../../diagnostics/index.ts";
import { isDigest, isJsonObject, type JsonValue, type NoteLevel } from "../../domain/index.ts";
import type { FromWorker, Work } from "./protocol.ts";

/**
 * Foreign code shares the thread that a report comes from, so a report is believed only if it has the form of one, and
 * speaks of what was asked. Survives whatever can be cloned.
 */
export function isSaid(message: unknown): message is FromWorker {
  if (!isRecord(message)) return false;
  switch (message["kind"]) {
    case "progress":
      return isNumber(message["done"]) && (message["total"] === null || isNumber(message["total"]));
    case "noted":
      return isLevel(message["level"]) && isText(message["text"]);
    case "cost":
      return isNumber(message["amount"]) && isText(message["unit"]);
    case "produced":
      return isSettled(message) && isMessage(message["message"]) && isObjectOf(message["message"], message["object"]);
    case "failed":
      return isSettled(message) && isFailure(message["failure"]) && isObject(message["object"]);
    case "exported":
      return isSettled(message) && isHash(message["digest"]) && isCount(message["bytes"]);
    default:
      return false;
  }
}

/** Whether a report can be about this work. */
export function isAnswerTo(message: FromWorker, work: Work): boolean {
  if (message.kind === "exported") return work.handler === "export";
  if (message.kind !== "produced") return true;
  if (work.handler !== "produce") return false;
  const { schema, kept } = message.message;
  return schema === work.job.outputSchema && kept === work.job.retain;
}

type Loose = Readonly<Record<string, unknown>>;

const levels: ReadonlySet<unknown> = new Set<NoteLevel>(["debug", "info", "warn", "error"]);
const textAtMost = 100_000;
const listAtMost = 100;

const isRecord = (value: unknown): value is Loose => typeof value === "object" && value !== null;
const isNumber = (value: unknown): boolean => typeof value === "number" && Number.isFinite(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isText = (value: unknown): value is string => typeof value === "string" && value.length <= textAtMost;
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isHash = (value: unknown): boolean => typeof value === "string" && isDigest(value);
const isLevel = (value: unknown): boolean => levels.has(value);
const isElements = (value: unknown): boolean => value === null || isCount(value);

function isSettled({ ended, took, isSpent }: Loose): boolean {
  return typeof ended === "bigint" && isNumber(took) && typeof isSpent === "boolean";
}

function isMessage(value: unknown): value is Loose {
  if (!isRecord(value)) return false;
  const { schema, digest, bytes, elements, summary, kept } = value;
  return (
    isText(schema) && isHash(digest) && isCount(bytes) && isElements(elements) && isSummary(summary) && isBoolean(kept)
  );
}

const isBoolean = (value: unknown): boolean => typeof value === "boolean";

function isSummary(value: unknown): boolean {
  return value === null || (isRecord(value) && isJsonObject(value as JsonValue));
}

/** What is to be stored must be what the message names. */
function isObjectOf(message: Loose, object: unknown): boolean {
  if (!isRecord(object)) return object === null;
  return (
    isObject(object) &&
    object["digest"] === message["digest"] &&
    object["bytes"] === message["bytes"] &&
    object["elements"] === message["elements"]
  );
}

function isObject(value: unknown): boolean {
  if (value === null) return true;
  if (!isRecord(value) || !isHash(value["digest"]) || !isCount(value["bytes"]) || !isElements(value["elements"]))
    return false;
  switch (value["kind"]) {
    case "inline":
      return value["data"] instanceof Uint8Array;
    case "file":
      return isCount(value["storedBytes"]);
    default:
      return value["kind"] === "spooled";
  }
}

function isFailure(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { code, message, hint, componentCode, exception } = value;
  return (
    isCode(code) && isText(message) && isTextOrNull(hint) && isTextOrNull(componentCode) && isExceptionOrNull(exception)
  );
}

function isCode(value: unknown): value is DiagnosticCode {
  return typeof value === "string" && Object.hasOwn(catalogue, value);
}

function isExceptionOrNull(value: unknown): boolean {
  if (value === null) return true;
  if (!isRecord(value)) return false;
  const { name, code, frames, message } = value;
  return (
    isText(name) &&
    isTextOrNull(code) &&
    Array.isArray(frames) &&
    frames.length <= listAtMost &&
    frames.every(isText) &&
    (message === null || isHash(message))
  );
}
