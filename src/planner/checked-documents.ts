import type { ComponentHome } from "../registry/index.ts";

/** A file's content, and what it was checked against: the schema that a component gives for one of its options. */
export interface CheckedDocument {
  readonly home: ComponentHome;
  readonly type: string;
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** Remembers the documents without mistakes, so that a later plan need not parse and validate them again. */
export interface CheckedDocuments {
  readonly has: (document: CheckedDocument) => boolean;
  readonly add: (document: CheckedDocument) => void;
}
