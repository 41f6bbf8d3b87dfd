import { type FieldCollector, type FieldReader, isFieldName } from "./collector.ts";

interface Frame {
  readonly isArray: boolean;
  readonly path: string;
  key: string;
  expectsKey: boolean;
  keys: number;
}

const deepest = 64;
const longestString = 4000;
// An object with more keys than a record has is a map, and its keys may be values.
const mostKeys = 64;

/** Reads keys and scalar values of JSON and of JSON lines, without holding the document. */
export function readJson(collector: FieldCollector): FieldReader {
  const stack: Frame[] = [];
  let string: string | undefined;
  let isEscaped = false;
  let scalar = "";
  let isBroken = false;

  const fieldOf = (frame: Frame | undefined): string => {
    if (frame === undefined) return "";
    if (frame.isArray) return `${frame.path}[]`;
    return frame.path === "" ? frame.key : `${frame.path}.${frame.key}`;
  };
  const value = (text: string): void => {
    const field = fieldOf(stack.at(-1));
    if (field !== "" && !field.includes("*")) collector.add(field, text);
  };
  const endScalar = (): void => {
    if (scalar !== "" && scalar !== "null") value(scalar);
    scalar = "";
  };
  const setKey = (frame: Frame, text: string): void => {
    frame.keys++;
    frame.key = frame.keys <= mostKeys && isFieldName(text) && !text.includes(" ") ? text : "*";
    frame.expectsKey = false;
  };
  const endString = (text: string): void => {
    const frame = stack.at(-1);
    if (frame !== undefined && !frame.isArray && frame.expectsKey) setKey(frame, text);
    else value(unescaped(text));
  };
  const open = (isArray: boolean): void => {
    stack.push({ isArray, path: fieldOf(stack.at(-1)), key: "", expectsKey: !isArray, keys: 0 });
    if (stack.length > deepest) isBroken = true;
  };
  const punctuation = (character: string): void => {
    endScalar();
    const frame = stack.at(-1);
    if (character === "{") open(false);
    else if (character === "[") open(true);
    else if (character === "}" || character === "]") {
      if (frame === undefined || frame.isArray !== (character === "]")) isBroken = true;
      stack.pop();
    } else if (character === "," && frame !== undefined) frame.expectsKey = !frame.isArray;
  };

  const token = /["{}[\],:]|[^"{}[\],:\s]+|\s+/g;
  const inString = /["\\]/g;
  /** Takes what belongs to the open string; gives the place behind it. */
  const readString = (piece: string, from: number): number => {
    let at = from;
    while (at < piece.length) {
      if (isEscaped) {
        string = appended(string, piece.charAt(at++));
        isEscaped = false;
        continue;
      }
      inString.lastIndex = at;
      const stop = inString.exec(piece);
      string = appended(string, piece.slice(at, stop?.index));
      if (stop === null) return piece.length;
      at = stop.index + 1;
      if (stop[0] === "\\") {
        string = appended(string, "\\");
        isEscaped = true;
        continue;
      }
      endString(string ?? "");
      string = undefined;
      return at;
    }
    return at;
  };
  const readToken = (piece: string, at: number): number => {
    token.lastIndex = at;
    const [text = ""] = token.exec(piece) ?? [];
    if (text === '"') string = "";
    else if ("{}[],:".includes(text)) punctuation(text);
    else if (text.trim() === "") endScalar();
    else {
      scalar += text;
      if (scalar.length > 40 || !/^[-+\w.]+$/.test(text) || stack.length === 0) isBroken = true;
    }
    return at + Math.max(1, text.length);
  };
  return {
    feed(piece) {
      let at = 0;
      while (at < piece.length && !isBroken) at = string === undefined ? readToken(piece, at) : readString(piece, at);
    },
    end: () => !isBroken && stack.length === 0 && string === undefined,
  };
}

const appended = (string: string | undefined, more: string): string =>
  (string?.length ?? 0) > longestString ? (string ?? "") : (string ?? "") + more;

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  try {
    const value: unknown = JSON.parse(`"${text}"`);
    return typeof value === "string" ? value : text;
  } catch {
    // A string cut at the longest length may end within an escape: as written it serves just as well.
    return text;
  }
}
