import type { Article30Status } from "../../../plugin/index.ts";

/** A piece of text in the document, with its status and the numbers of its sources. */
export interface Value {
  readonly text: string;
  /** Null for text that the document itself adds. */
  readonly status: Article30Status | null;
  readonly sources: readonly number[];
  /** Marks special category data, an open decision, and so on. */
  readonly tag: string | null;
}

/** The source of a value. Values refer to it by its number, which starts at 1. */
export interface ValueSource {
  readonly number: number;
  readonly kind: "finding" | "config";
  /** Name of the artifact, or of the file. */
  readonly origin: string;
  /** Number of findings; 0 for a declaration. */
  readonly findings: number;
  /** Locations of the findings, or the path within the file. */
  readonly places: readonly string[];
  /** Number of locations that are not listed. */
  readonly further: number;
}

export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "facts"; readonly rows: readonly Fact[] }
  | {
      readonly kind: "table";
      /** Null if the heading serves as caption. */
      readonly caption: string | null;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Value[])[];
    }
  | { readonly kind: "gap"; readonly message: string; readonly howToFill: string };

export interface Fact {
  readonly label: string;
  readonly values: readonly Value[];
}

/** A part of the document; `item` is the item of the Regulation that it covers. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly item: string | null;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
}

/** The record of processing activities as a document, independent of Markdown and HTML. */
export interface RecordDocument {
  readonly title: string;
  readonly subtitle: string;
  readonly filled: number;
  readonly applicable: number;
  /** From 0 to 1. */
  readonly completeness: number;
  readonly gaps: number;
  readonly sections: readonly Section[];
  readonly sources: readonly ValueSource[];
}
