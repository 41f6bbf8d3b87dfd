import { type Handler, Parser } from "htmlparser2";

export type XmlAttributes = Readonly<Record<string, string>>;

/** What is told of the elements of an XML text. Names are without the prefix of their namespace. */
export interface XmlHandlers {
  readonly open?: (name: string, attributes: XmlAttributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Whether an XML text was read to its end. */
export interface XmlState {
  fault?: string;
}

/** More elements inside each other than in any document. The parser takes time with the square of it. */
const maxDepth = 500;

/**
 * Reads an XML text piece by piece, and gives what the handlers emit. Sets the fault where elements are not closed, and
 * ends where they are too deep. Entities that the text itself declares are not resolved.
 */
export function* readXml<T>(
  pieces: Iterable<Uint8Array>,
  state: XmlState,
  create: (emit: (item: T) => void) => XmlHandlers,
): Generator<T, void, void> {
  let emitted: T[] = [];
  const depth = { open: 0 };
  const parser = parserOf(
    create((item) => void emitted.push(item)),
    depth,
  );
  try {
    for (const text of decodedXml(pieces)) {
      parser.write(text);
      const given = emitted;
      emitted = [];
      yield* given;
    }
    if (depth.open > 0) state.fault = "XML that ends early";
    parser.end();
  } catch (error) {
    if (!(error instanceof TooDeepError)) throw error;
    state.fault = "elements too deep inside each other";
  }
  yield* emitted;
}

class TooDeepError extends Error {}

function parserOf({ open, text, close }: XmlHandlers, depth: { open: number }): Parser {
  const listeners: Partial<Handler> = {
    onopentag: (name, attributes) => {
      depth.open += 1;
      if (depth.open > maxDepth) throw new TooDeepError();
      open?.(localName(name), attributes);
    },
    onclosetag: (name) => {
      depth.open -= 1;
      close?.(localName(name));
    },
  };
  if (text !== undefined) listeners.ontext = text;
  return new Parser(listeners, { xmlMode: true });
}

export const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/** The value of an attribute, whatever the prefix of its namespace is. */
export function attributeOf(attributes: XmlAttributes, name: string): string | undefined {
  const plain = attributes[name];
  if (plain !== undefined) return plain;
  const key = Object.keys(attributes).find((one) => localName(one) === name);
  return key === undefined ? undefined : attributes[key];
}

function* decodedXml(pieces: Iterable<Uint8Array>): Generator<string, void, void> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for (const piece of pieces) {
    decoder ??= new TextDecoder(declaredEncoding(piece));
    yield decoder.decode(piece, { stream: true });
  }
  if (decoder !== undefined) yield decoder.decode();
}

function declaredEncoding(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  const declaration = Buffer.from(start.subarray(0, 200)).toString("latin1");
  const [, name = "utf-8"] = /^\s*<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']/.exec(declaration) ?? [];
  return /^(iso-8859-|windows-)\d+$/i.test(name) ? name : "utf-8";
}
