import { SaxesParser } from "saxes";

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

/** The longest text without a tag, in UTF-16 code units. The parser keeps it in memory. */
const maxQuiet = 16 * 1024 * 1024;

/**
 * Reads an XML text piece by piece, and gives what the handlers emit. Ends early, and sets the fault, where the text is not
 * XML. Entities that the text itself declares are not resolved.
 */
export function* readXml<T>(
  pieces: Iterable<Uint8Array>,
  state: XmlState,
  create: (emit: (item: T) => void) => XmlHandlers,
): Generator<T, void, void> {
  const emitted: T[] = [];
  const handlers = create((item) => void emitted.push(item));
  let quiet = 0;
  const parser = parserOf(handlers, () => {
    quiet = 0;
  });
  for (const text of decodedXml(pieces)) {
    quiet += text.length;
    state.fault ??= quiet > maxQuiet ? "a text of more than 16 MiB" : write(parser, text);
    yield* emitted.splice(0);
    if (state.fault !== undefined) return;
  }
  state.fault ??= close(parser);
  yield* emitted.splice(0);
}

type Parser = Pick<SaxesParser, "write" | "close">;

function parserOf(handlers: XmlHandlers, isMoving: () => void): Parser {
  const parser = new SaxesParser({ position: false });
  parser.on("opentag", ({ name, attributes }) => {
    isMoving();
    handlers.open?.(localName(name), attributes);
  });
  parser.on("closetag", ({ name }) => {
    isMoving();
    handlers.close?.(localName(name));
  });
  const text = (found: string): void => handlers.text?.(found);
  parser.on("text", text);
  parser.on("cdata", text);
  return parser;
}

export const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/** The value of an attribute, whatever the prefix of its namespace is. */
export function attributeOf(attributes: XmlAttributes, name: string): string | undefined {
  const plain = attributes[name];
  if (plain !== undefined) return plain;
  const key = Object.keys(attributes).find((one) => localName(one) === name);
  return key === undefined ? undefined : attributes[key];
}

function write(parser: Parser, text: string): string | undefined {
  try {
    parser.write(text);
    return undefined;
  } catch {
    return "not well-formed XML";
  }
}

function close(parser: Parser): string | undefined {
  try {
    parser.close();
    return undefined;
  } catch {
    return "XML that ends early";
  }
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
