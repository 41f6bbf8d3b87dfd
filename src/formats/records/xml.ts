import sax from "sax";
import type { FieldPiece, NoticePiece } from "../piece.ts";
import { FieldCollector } from "./collector.ts";
import { isFieldName } from "./field-names.ts";
import { type FieldNode, FieldTree } from "./field-tree.ts";
import type { RecordForm, RecordReader } from "./record-reader.ts";

const extensions = /^(?:xml|rdf|rss|atom|gpx|kml|tcx|xsd|wsdl|xlf|resx|plist|opml|mods|tei|fodt|musicxml)$/;
const otherMarkup = /^\s*(?:<!doctype html|<html|<svg|<template|<script)/i;
const notXml = /^(?:html?|xhtml|svg|vue|svelte|[jt]sx|php|jsp|aspx?|cshtml|erb|hbs|md|markdown)$/;

/** XML: elements and attributes are fields. Entities of a document are not expanded, and nothing is loaded. */
export const xml: RecordForm = {
  open({ path, extension, text }) {
    if (notXml.test(extension) || otherMarkup.test(text)) return undefined;
    const isDeclared = /^\s*<\?xml[\s?]/.test(text);
    const isNamed = extensions.test(extension) && /^\s*</.test(text);
    return isDeclared || isNamed ? new XmlReader(path) : undefined;
  },
};

interface Element {
  readonly node: FieldNode;
  /** The name that an attribute gives to the value: `<field name="email">`. */
  readonly named: string | undefined;
  text: string;
  line: number;
  hasChildren: boolean;
  /** What the child before says about the next one: `<key>email</key><string>`, `<name>email</name><value>`. */
  label: { readonly text: string; readonly isKey: boolean } | undefined;
}

type Attributes = Readonly<Record<string, unknown>>;

const pieceLength = 64 * 1024;
const longestText = 4000;
const deepest = 100;

class XmlReader implements RecordReader {
  readonly #path: string;
  readonly #collector = new FieldCollector();
  readonly #tree = new FieldTree(this.#collector);
  readonly #parser = sax.parser(true, { position: true });
  readonly #open: Element[] = [];
  #depth = 0;
  #problem: string | undefined;

  constructor(path: string) {
    this.#path = path;
    this.#parser.onopentag = ({ name, attributes }) => this.#openTag(name, attributes);
    this.#parser.onclosetag = () => this.#closeTag();
    this.#parser.ontext = (text) => this.#text(text);
    this.#parser.oncdata = (text) => this.#text(text);
    this.#parser.onerror = (error) => this.#fail(error.message);
  }

  feed(text: string): void {
    // The parser throws an error again when it gets more text.
    for (let at = 0; at < text.length && this.#problem === undefined; at += pieceLength) {
      this.#parser.write(text.slice(at, at + pieceLength));
    }
  }

  end(): readonly (FieldPiece | NoticePiece)[] {
    if (this.#problem === undefined) this.#close();
    const reasons = [this.#problem, this.#collector.incomplete].filter((reason) => reason !== undefined);
    return [
      ...this.#collector.pieces(this.#path),
      ...reasons.map((reason) => ({ kind: "notice", path: this.#path, reason }) as const),
    ];
  }

  #close(): void {
    try {
      this.#parser.close();
    } catch (error) {
      // The parser reports a text that ends early to the handler, and throws it again.
      if (this.#problem === undefined) throw error;
    }
  }

  #openTag(name: string, given: Attributes): void {
    if (this.#problem !== undefined || ++this.#depth > deepest) return;
    if (this.#depth === 2) this.#collector.records++;
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.hasChildren = true;
    const node = nodeBelow(parent, localName(name), this.#tree.root);
    const attributes = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, String(value)]));
    const label = attributes["name"] ?? attributes["key"] ?? attributes["Name"];
    const named = label !== undefined && isFieldName(label) ? label : undefined;
    const line = this.#line;
    this.#open.push({ node, named, text: "", line, hasChildren: false, label: undefined });
    const value = attributes["value"];
    if (named !== undefined && value !== undefined) node.key(named).add(value, this.#row, line);
    for (const [attribute, text] of Object.entries(attributes)) {
      const isLabel = named !== undefined && (text === label || text === value);
      if (!attribute.startsWith("xmlns") && !isLabel) node.key(`@${localName(attribute)}`).add(text, this.#row, line);
    }
  }

  #closeTag(): void {
    if (this.#problem !== undefined || this.#depth-- > deepest) return;
    const element = this.#open.pop();
    const text = element?.text.trim() ?? "";
    if (element === undefined || text === "") return;
    const parent = this.#open.at(-1);
    if (parent !== undefined && /(?:^|\.)(?:key|name)$/i.test(element.node.path) && isFieldName(text)) {
      parent.label = { text, isKey: /key$/i.test(element.node.path) };
    }
    const node = element.named === undefined || element.hasChildren ? element.node : element.node.key(element.named);
    node.add(text, this.#row, element.line);
  }

  #text(text: string): void {
    const element = this.#open.at(-1);
    if (element !== undefined && element.text.length < longestText) element.text += text.slice(0, longestText);
  }

  /** The parser counts lines from 0. */
  get #line(): number {
    return this.#parser.line + 1;
  }

  get #row(): number {
    return Math.max(1, this.#collector.records);
  }

  #fail(message: string): void {
    // An entity that the document declares, or that HTML has, stays as it is written.
    if (/entity/i.test(message)) this.#parser.resume();
    else {
      const position = `line ${this.#line}, column ${Math.max(1, this.#parser.column)}`;
      this.#problem ??= `looks like XML; not read as records from ${position}`;
    }
  }
}

/** The field of an element: below the name that its parent or the element before it gives to a value, or its own. */
function nodeBelow(parent: Element | undefined, name: string, root: FieldNode): FieldNode {
  if (parent === undefined) return root.key(name);
  const { label } = parent;
  parent.label = undefined;
  const isValue = /value$/i.test(name);
  if (label !== undefined && name !== "key" && (label.isKey || isValue)) return parent.node.key(label.text);
  // `<Attribute Name="givenName"><AttributeValue>Ines</AttributeValue></Attribute>`
  return parent.named !== undefined && isValue ? parent.node.key(parent.named) : parent.node.key(name);
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);
