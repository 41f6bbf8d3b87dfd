import type { JsonValue, MessageReader } from "../../domain/index.ts";

/** A JSONPath expression with what messages need: the option that it was written for. */
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
  /** Key of the stream; null without one. */
  readonly stream: string | null;
  /** Told now and then how many elements of the stream passed in all. */
  readonly passed?: (elements: number) => void;
}

/** A query that can be asked of contents. */
export interface PathQuery {
  /** What it selects, in order, in batches; none is empty where a stream is gone through. Throws WCT_USAGE_PATH, and what the reader throws. */
  readonly matches: (content: Content) => AsyncGenerator<readonly Match[]>;
  /** `$['items'][0]`: the normalised path of RFC 9535 to a match. */
  readonly pathOf: (match: Match) => string;
}
