import type { JsonValue, MessageReader } from "../../domain/index.ts";

/** A JSONPath expression with the option that it was passed to, for messages. */
export interface PathSource {
  readonly text: string;
  /** Such as `--path`. */
  readonly option: string;
}

/** One value that an expression selects. */
export interface Match {
  /** Keys and indices from the content's root. */
  readonly location: readonly (string | number)[];
  readonly value: JsonValue;
}

/** Content that is read element by element. */
export interface Content {
  readonly reader: MessageReader;
  /** Key of the stream; null if there is none. */
  readonly stream: string | null;
  /** Called occasionally with the total number of elements read. */
  readonly passed?: (elements: number) => void;
}

/** A query that can be applied to contents. */
export interface PathQuery {
  /**
   * Returns the matches, in order, in batches, which are non-empty when a stream is read. Throws WCT_USAGE_PATH, and
   * what the reader throws.
   */
  readonly matches: (content: Content) => AsyncGenerator<readonly Match[]>;
  /** Formats the normalised path of RFC 9535 to a match: `$['items'][0]`. */
  readonly pathOf: (match: Match) => string;
}
