import {
  type ArtifactId,
  type Digest,
  type EventOf,
  eventFormat,
  isJsonObject,
  type JsonObject,
  type MessageRef,
  momentSource,
  type ReleasedBy,
  type ReuseReason,
  type RunEvent,
  type RunId,
  reuseReasons,
  runIdSource,
  type SchemaRef,
  waitKinds,
} from "../domain/index.ts";

/*
 * Nearly every event of a large run is one of five types, written with its fields in a fixed order. Such lines are read
 * by pattern, which takes a third of the time of parsing JSON and checking every field. A pattern matches only lines
 * for which both methods return the same event; all other lines are parsed.
 *
 * The events are written out here, separately from their description, because an object that is filled field by field,
 * as a description would do, takes ten times as long to create. The compiler detects a field that is missing here, and
 * the tests detect one that is read differently.
 */

/**
 * A text without escapes or invisible characters: no quote, no backslash, no control character; beyond ASCII only
 * letters of Latin, Greek and Cyrillic. A line whose id contains other characters is parsed.
 */
const plain = String.raw`[ !#-\[\]-~\u00c0-\u02af\u0370-\u058f]`;
const word = `"(${plain}+)"`;
const wordOrNull = `(null|"${plain}*")`;
const digest = '"([0-9a-f]{64})"';
/** A safe natural number in its only valid notation. */
const natural = String.raw`(0|[1-9]\d{0,14})`;
const naturalOrNull = String.raw`(null|0|[1-9]\d{0,14})`;
const input = `\\{"artifact":"${plain}+","digest":"[0-9a-f]{64}"\\}`;
const releasedBy = `\\{"kind":(?:"start"|"(${waitKinds.join("|")})","artifact":(null|"${plain}+"))\\}`;
const message =
  `\\{"schema":${word},"digest":${digest},"bytes":${natural},"elements":${naturalOrNull},` +
  String.raw`"summary":(null|\{[^\n]*\}),"kept":(true|false)\}`;

/** Matches an envelope, the type and the artifact. A run id contains no special characters of patterns. */
const headOf = (run: RunId): RegExp =>
  pattern(
    `\\{"v":${eventFormat},"seq":${natural},"run":"${run}","at":"(${momentSource})","t":${natural},` +
      `"type":"artifact\\.([a-z]+)","artifact":${word}`,
  );
const nothingMore = "}\n";
const started = pattern(
  `,"component":${wordOrNull},"version":${wordOrNull},"attempt":${natural},"worker":${naturalOrNull},` +
    `"inputs":(\\[(?:${input}(?:,${input})*)?\\]),"releasedBy":${releasedBy}\\}\n`,
);
const produced = pattern(
  `,"attempt":${natural},"ended":${natural},"cost":\\[\\],"outcome":"produced","message":${message}\\}\n`,
);
const reused = pattern(
  `,"from":"(${runIdSource})","fromArtifact":${word},` +
    `"reason":"(${reuseReasons.join("|")})","message":${message}\\}\n`,
);

function pattern(source: string): RegExp {
  return new RegExp(source, "y");
}

/** An event that was read, and the end of its line. */
interface PlainEvent {
  readonly event: RunEvent;
  readonly end: number;
}

/** Reads events of one run that are written exactly as this program writes them. */
export class PlainEvents {
  readonly #run: RunId;
  readonly #head: RegExp;
  #text = "";
  /** Fields of the current line. */
  #seq = 0;
  #at = "";
  #t = 0;
  /** Cached, because artifacts of one component often have the same inputs. */
  #inputs: { readonly text: string; readonly list: StartedInputs } = { text: "[]", list: [] };

  constructor(run: RunId) {
    this.#run = run;
    this.#head = headOf(run);
  }

  /** Reads the event in the line of `text` that starts at `start`; null if it has another type or notation. */
  read(text: string, start: number): PlainEvent | null {
    const found = matchAt(this.#head, text, start);
    if (found === null) return null;
    this.#text = text;
    this.#seq = Number(found[1]);
    this.#at = found[2] ?? "";
    this.#t = Number(found[3]);
    const artifact = found[5] as ArtifactId;
    const body = this.#head.lastIndex;
    switch (found[4]) {
      case "ready":
        return this.#bare("artifact.ready", artifact, body);
      case "completed":
        return this.#bare("artifact.completed", artifact, body);
      case "started":
        return this.#started(artifact, body);
      case "attempted":
        return this.#produced(artifact, body);
      case "reused":
        return this.#reused(artifact, body);
      default:
        return null;
    }
  }

  // Events are written out and not merged from an envelope and a body, which takes several times as long.

  #bare(type: "artifact.ready" | "artifact.completed", artifact: ArtifactId, body: number): PlainEvent | null {
    if (!this.#text.startsWith(nothingMore, body)) return null;
    const event = { v: eventFormat, seq: this.#seq, run: this.#run, at: this.#at, t: this.#t, type, artifact } as const;
    return { event, end: body + nothingMore.length };
  }

  #started(artifact: ArtifactId, body: number): PlainEvent | null {
    const found = matchAt(started, this.#text, body);
    if (found === null) return null;
    const event: EventOf<"artifact.started"> = {
      v: eventFormat,
      seq: this.#seq,
      run: this.#run,
      at: this.#at,
      t: this.#t,
      type: "artifact.started",
      artifact,
      component: textOrNull(found[1]),
      version: textOrNull(found[2]),
      attempt: Number(found[3]),
      worker: numberOrNull(found[4]),
      inputs: this.#inputsIn(found[5] ?? "[]"),
      releasedBy: releaseOf(found[6], textOrNull(found[7])),
    };
    return { event, end: started.lastIndex };
  }

  #produced(artifact: ArtifactId, body: number): PlainEvent | null {
    const found = matchAt(produced, this.#text, body);
    const made = found && messageOf(found, 3);
    if (!found || !made) return null;
    const event: EventOf<"artifact.attempted"> = {
      v: eventFormat,
      seq: this.#seq,
      run: this.#run,
      at: this.#at,
      t: this.#t,
      type: "artifact.attempted",
      artifact,
      attempt: Number(found[1]),
      ended: Number(found[2]),
      cost: [],
      outcome: "produced",
      message: made,
    };
    return { event, end: produced.lastIndex };
  }

  #reused(artifact: ArtifactId, body: number): PlainEvent | null {
    const found = matchAt(reused, this.#text, body);
    const taken = found && messageOf(found, 4);
    if (!found || !taken) return null;
    const event: EventOf<"artifact.reused"> = {
      v: eventFormat,
      seq: this.#seq,
      run: this.#run,
      at: this.#at,
      t: this.#t,
      type: "artifact.reused",
      artifact,
      from: found[1] as RunId,
      fromArtifact: found[2] as ArtifactId,
      reason: found[3] as ReuseReason,
      message: taken,
    };
    return { event, end: reused.lastIndex };
  }

  #inputsIn(text: string): StartedInputs {
    if (text !== this.#inputs.text) this.#inputs = { text, list: JSON.parse(text) };
    return this.#inputs.list;
  }
}

type StartedInputs = EventOf<"artifact.started">["inputs"];

function matchAt(sought: RegExp, text: string, at: number): RegExpExecArray | null {
  sought.lastIndex = at;
  return sought.exec(text);
}

const textOrNull = (written = "null"): string | null => (written === "null" ? null : written.slice(1, -1));
const numberOrNull = (written = "null"): number | null => (written === "null" ? null : Number(written));

function releaseOf(kind: string | undefined, artifact: string | null): ReleasedBy {
  if (kind === undefined) return { kind: "start" };
  return { kind: kind as Exclude<ReleasedBy["kind"], "start">, artifact: artifact as ArtifactId | null };
}

/** Builds a message reference from the groups of `message`, the first of which has this number. */
function messageOf(found: RegExpExecArray, group: number): MessageRef | null {
  const written = found[group + 4] ?? "null";
  const summary = written === "null" ? null : objectIn(written);
  if (summary === undefined) return null;
  return {
    schema: found[group] as SchemaRef,
    digest: found[group + 1] as Digest,
    bytes: Number(found[group + 2]),
    elements: numberOrNull(found[group + 3]),
    summary,
    kept: found[group + 5] === "true",
  };
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    // The text contains more than one value, so the line is not what the pattern assumed.
    return undefined;
  }
}
