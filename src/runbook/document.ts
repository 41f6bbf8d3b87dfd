import type { DiagnosticCode, SourceRange } from "../diagnostics/index.ts";
import type { JsonValue } from "../domain/index.ts";
import { hintForType } from "./hints/index.ts";
import type { ValuePath, WantedType } from "./model.ts";
import type { RunbookProblem } from "./yaml/index.ts";
import {
  composeTree,
  decodeUtf8,
  follow,
  maxBytes,
  type SourceText,
  sourceText,
  type TreeNode,
  toJson,
  unreadPaths,
} from "./yaml/index.ts";

/** A YAML file other than the runbook: one that a component's configuration names, or settings. */
export interface YamlDocument {
  /** Its content; null when the file is empty. */
  readonly value: JsonValue;
  /** Paths of values that were already reported, because they do not contain what was meant or lack keys. */
  readonly unread: readonly ValuePath[];
  /** Suggests how to write the value at a path as the required type. */
  readonly hintAt: (path: ValuePath, type: WantedType) => string | undefined;
  /** Returns the location of the value at a path, or of the node that should contain it. */
  readonly at: (path: ValuePath) => SourceRange;
  /** Returns the location of the last key of a path. */
  readonly keyAt: (path: ValuePath) => SourceRange;
}

interface DocumentProblem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string | undefined;
  readonly location: SourceRange;
}

interface ReadDocument {
  /** YAML errors, in file order. */
  readonly problems: readonly DocumentProblem[];
  /** What could be read despite the problems; null if nothing could. */
  readonly document: YamlDocument | null;
}

/** Reads YAML like a runbook: with the same limits and errors, and with a location for every node. Never throws. */
export function readDocument({ file, bytes }: { readonly file: string; readonly bytes: Uint8Array }): ReadDocument {
  const decoded = decodeUtf8(bytes);
  const source = sourceText(file, decoded.ok ? decoded.text : decoded.before);
  const found: RunbookProblem[] = [];
  const end = source.text.length;
  if (bytes.length > maxBytes) {
    found.push({
      code: "WCT_RUNBOOK_TOO_LARGE",
      span: { start: 0, end: 0 },
      message: "the file is larger than 4 MiB",
    });
  } else if (!decoded.ok) {
    found.push({ code: "WCT_RUNBOOK_ENCODING", span: { start: end, end }, message: "the file is not UTF-8 text" });
  }
  const isReadable = found.length === 0;
  const tree = isReadable ? composeTree(source.text, (finding) => void found.push(finding)) : undefined;
  const problems = found
    .filter(({ severity }) => severity !== "warning")
    .toSorted((a, b) => a.span.start - b.span.start)
    .map(({ code, message, hint, span }) => ({ code, message, hint, location: source.range(span) }));
  const isEmpty = tree === undefined && problems.length === 0;
  return { problems, document: tree === undefined && !isEmpty ? null : documentOf(tree, source) };
}

function documentOf(tree: TreeNode | undefined, source: SourceText): YamlDocument {
  const start = source.range({ start: 0, end: 0 });
  if (tree === undefined) {
    return { value: null, unread: [], hintAt: () => undefined, at: () => start, keyAt: () => start };
  }
  return {
    value: toJson(tree),
    unread: unreadPaths(tree),
    hintAt: (path, type) => {
      const { node, isComplete } = follow(tree, path);
      return isComplete ? hintForType(node, { type, text: source.text }) : undefined;
    },
    at: (path) => source.range(follow(tree, path).node.span),
    keyAt: (path) => {
      const { keySpan, node } = follow(tree, path);
      return source.range(keySpan ?? node.span);
    },
  };
}
