import type { FieldNode, FieldTree } from "../field-tree.ts";
import { columnsIn, fieldsOf, HeldTexts, isNameOfColumns } from "./json-rows.ts";
import { JsonTokens } from "./json-tokens.ts";

interface Frame {
  readonly isArray: boolean;
  readonly node: FieldNode;
  /** The field of the value that follows. */
  child: FieldNode;
  expects: "key" | "colon" | "value" | "comma";
  count: number;
  /** The key of the value that follows. */
  key: string;
  /** Of an object, the names of columns that one of its lists gives to the rows in another one. */
  names?: readonly string[];
  /** Of a list of rows, the fields of their cells. */
  columns?: readonly FieldNode[];
  /** Of a list that may be a row of names, its texts. */
  readonly held: HeldTexts | undefined;
}

interface TextPosition {
  readonly line: number;
  readonly column: number;
}

const deepest = 64;
const scalar = /^(?:[-+]?(?:\d[\d_]*\.?\d*(?:e[-+]?\d+)?|\.\d+|0x[0-9a-f]+|Infinity)|true|false|True|False|NaN)$/i;
const nothing = /^(?:null|None|undefined|nil)$/;

/** Reads the values of JSON documents, one after another. After an error in one of many lines, the others are read. */
export class JsonValues {
  readonly #root: FieldNode;
  readonly #stack: Frame[] = [];
  readonly #tokens: JsonTokens;
  #line: number;
  /** Offset of the start of the line, in the text that is fed now. */
  #lineStart: number;
  /** Element of the outermost list, or number of the document. */
  #row = 1;
  #isSkippingLine = false;
  #isBroken = false;
  #firstProblem: (TextPosition & { readonly what: string }) | undefined;
  documents = 0;
  keys = 0;
  problems = 0;
  records = 0;

  constructor(tree: Pick<FieldTree, "root">, start: TextPosition = { line: 1, column: 1 }) {
    this.#root = tree.root;
    this.#line = start.line;
    this.#lineStart = 1 - start.column;
    this.#tokens = new JsonTokens({
      string: (text, position) => this.#string(text, position),
      word: (text, position) => this.#word(text, position),
      mark: (character, position) => this.#mark(character, position),
      lineEnd: (position) => this.#endLine(position),
      lineEndInString: (position) => this.#breakString(position),
    });
  }

  feed(text: string): void {
    if (this.#isBroken) return;
    this.#tokens.feed(text);
    this.#lineStart -= text.length;
  }

  end(): void {
    const isComplete = this.#tokens.end();
    if (!this.#isBroken && (!isComplete || this.#stack.length > 0) && !this.#isSkippingLine) {
      this.#fail("the text ends before the last value is complete", 0);
    }
  }

  /** What could not be read, without anything of the text; undefined if everything could. */
  get problem(): string | undefined {
    const first = this.#firstProblem;
    if (first === undefined) return undefined;
    const { line, column, what } = first;
    return this.documents > 1 || this.problems > 1
      ? `${this.problems} of its JSON documents cannot be read as records, the first at line ${line}, column ${column}: ${what}`
      : `looks like JSON; not read as records from line ${line}, column ${column}: ${what}`;
  }

  #string(text: string, position: number): void {
    if (this.#isSkippingLine) return;
    const frame = this.#stack.at(-1);
    if (frame?.expects === "key") this.#key(frame, text);
    else this.#value(frame, text, position, true);
  }

  #key(frame: Frame, text: string): void {
    this.keys++;
    frame.key = text;
    frame.child = frame.node.key(text, frame.count++);
    frame.expects = "colon";
  }

  #word(text: string, position: number): void {
    if (this.#isSkippingLine) return;
    const frame = this.#stack.at(-1);
    if (frame?.expects === "key") {
      this.#key(frame, text);
      return;
    }
    const isNothing = nothing.test(text);
    if (!isNothing && !scalar.test(text)) this.#fail("unexpected word", position);
    else this.#value(frame, isNothing ? "" : text, position);
  }

  #value(frame: Frame | undefined, text: string, position: number, isText = false): void {
    if (frame === undefined) {
      // A document that is one value has no fields.
      if (this.documents === 0) this.#fail("no object or list", position);
      return;
    }
    if (frame.expects !== "value") {
      this.#fail(frame.expects === "comma" ? "a comma is missing" : "a colon is missing", position);
      return;
    }
    this.#startElement(frame);
    frame.expects = "comma";
    if (isText) frame.held?.add(text);
    else frame.held?.stop();
    const cell = frame.isArray ? this.#stack.at(-2)?.columns?.[frame.count - 1] : undefined;
    (cell ?? frame.child).add(text, this.#row, this.#line);
  }

  #startElement(frame: Frame): void {
    if (!frame.isArray) return;
    frame.count++;
    if (this.#stack.length <= 2 && this.documents === 0 && this.#isOutermost(frame)) this.#row = frame.count;
    if (this.#row > this.records) this.records = this.#row;
  }

  #isOutermost(frame: Frame): boolean {
    return this.#stack[0] === frame || this.#stack[0]?.isArray === false;
  }

  #mark(character: string, position: number): void {
    if (this.#isSkippingLine) return;
    const frame = this.#stack.at(-1);
    if (character === "{" || character === "[") this.#open(character === "[", position);
    else if (character === "}" || character === "]") this.#close(character === "]", position);
    else if (frame === undefined) {
      if (!",;)\u001e".includes(character)) this.#fail("unexpected character", position);
    } else if (character === ":" && frame.expects === "colon") frame.expects = "value";
    else if (character === "," && (frame.expects === "comma" || frame.isArray)) {
      frame.expects = frame.isArray ? "value" : "key";
    } else this.#fail("unexpected character", position);
  }

  #open(isArray: boolean, position: number): void {
    const frame = this.#stack.at(-1);
    if (frame !== undefined && frame.expects !== "value") {
      this.#fail(frame.expects === "comma" ? "a comma is missing" : "unexpected bracket", position);
      return;
    }
    if (this.#stack.length >= deepest) {
      this.#fail(`more than ${deepest} levels`, position);
      return;
    }
    if (frame === undefined && this.documents > 0) this.#row = this.documents + 1;
    if (frame !== undefined) {
      this.#startElement(frame);
      frame.expects = "comma";
    }
    frame?.held?.stop();
    const node = frame?.child ?? this.#root;
    const child = isArray ? node.element : node;
    const columns = isArray && frame?.names !== undefined ? { columns: fieldsOf(child, frame.names) } : {};
    const held = isArray && mayNameColumns(frame) ? new HeldTexts() : undefined;
    this.#stack.push({ isArray, node, child, expects: isArray ? "value" : "key", count: 0, key: "", held, ...columns });
    if (this.#row > this.records) this.records = this.#row;
  }

  #close(isArray: boolean, position: number): void {
    const frame = this.#stack.pop();
    if (frame?.isArray !== isArray || frame.expects === "colon" || (!isArray && frame.expects === "value")) {
      this.#fail("a bracket does not match", position);
      return;
    }
    const parent = this.#stack.at(-1);
    const names = frame.held === undefined ? undefined : columnsIn(frame.held.texts);
    if (parent?.isArray === false && names !== undefined) parent.names = names;
    else if (parent !== undefined && names !== undefined) parent.columns = fieldsOf(parent.child, names);
    if (this.#stack.length === 0) this.documents++;
  }

  #endLine(position: number): void {
    this.#line++;
    this.#lineStart = position + 1;
    this.#isSkippingLine = this.#isBroken;
  }

  /** In JSON lines a quote that is not closed would take the next documents with it. */
  #breakString(position: number): boolean {
    if (this.documents === 0 || this.#isSkippingLine) return false;
    this.#fail("a string is not closed", position);
    return true;
  }

  #fail(what: string, position: number): void {
    this.problems++;
    this.#firstProblem ??= { line: this.#line, column: Math.max(1, position - this.#lineStart + 1), what };
    this.#stack.length = 0;
    this.#tokens.reset();
    // A file with one document on each line: the next line is read again.
    this.#isSkippingLine = true;
    this.#isBroken = this.documents === 0;
  }
}

/** The first row in a list of rows, or a list whose key says so. */
function mayNameColumns(parent: Frame | undefined): boolean {
  if (parent === undefined) return false;
  return parent.isArray ? parent.count === 1 && parent.columns === undefined : isNameOfColumns(parent.key);
}
