import type { Article30Status } from "../../../plugin/index.ts";

/** A piece of text in the document, with how it is known and the numbers of its sources. */
export interface Value {
  readonly text: string;
  /** Null for the document's own words. */
  readonly status: Article30Status | null;
  readonly sources: readonly number[];
  /** Says that it is special category data, a decision to be made, ... */
  readonly tag: string | null;
}

/** Where a value comes from; values refer to it by its number, from 1. */
export interface Source {
  readonly number: number;
  readonly kind: "finding" | "config";
  /** Name of the artifact, or the file. */
  readonly origin: string;
  /** Ids of findings, or the path in the file. */
  readonly places: readonly string[];
  /** Places that are not listed. */
  readonly further: number;
}

export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "facts"; readonly rows: readonly Fact[] }
  | {
      readonly kind: "table";
      /** Null where the heading says it. */
      readonly caption: string | null;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Value[])[];
    }
  | { readonly kind: "gap"; readonly message: string; readonly howToFill: string };

export interface Fact {
  readonly label: string;
  readonly values: readonly Value[];
}

/** A part of the document; `item` is the item of the Regulation that it answers. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly item: string | null;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
}

/** The record of processing activities as a document, before it takes the form of Markdown or HTML. */
export interface RecordDocument {
  readonly title: string;
  readonly subtitle: string;
  readonly filled: number;
  readonly applicable: number;
  /** From 0 to 1. */
  readonly completeness: number;
  readonly gaps: number;
  readonly sections: readonly Section[];
  readonly sources: readonly Source[];
}
