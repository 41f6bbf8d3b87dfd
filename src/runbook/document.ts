import type { DiagnosticCode, SourceRange } from "../diagnostics/index.ts";
import type { JsonValue } from "../domain/index.ts";
import { composeTree } from "./compose.ts";
import type { Finding } from "./findings.ts";
import { maxBytes } from "./limits.ts";
import type { ValuePath } from "./model.ts";
import { decodeUtf8, sourceText } from "./source-text.ts";
import { follow, toJson } from "./tree.ts";

/** A YAML file beside the runbook that a component's configuration names. */
export interface YamlDocument {
  /** Its content; null when the file is empty. */
  readonly value: JsonValue;
  /** Where the value at a path stands, or what should hold it. */
  readonly at: (path: ValuePath) => SourceRange;
  /** Where the last key of a path stands. */
  readonly keyAt: (path: ValuePath) => SourceRange;
}

export interface DocumentProblem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string | undefined;
  readonly location: SourceRange;
}

export type ReadDocument =
  | { readonly ok: true; readonly document: YamlDocument }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

/** Reads YAML as a runbook is read: the same limits, the same refusals, a place for everything. Never throws. */
export function readDocument({ file, bytes }: { readonly file: string; readonly bytes: Uint8Array }): ReadDocument {
  const decoded = decodeUtf8(bytes);
  const source = sourceText(file, decoded.ok ? decoded.text : decoded.before);
  const found: Finding[] = [];
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
  const tree = found.length > 0 ? undefined : composeTree(source.text, (finding) => void found.push(finding));
  if (found.length > 0) {
    const problems = found.map(({ code, message, hint, span }) => ({
      ...{ code, message, hint },
      location: source.range(span),
    }));
    return { ok: false, problems };
  }
  const start = source.range({ start: 0, end: 0 });
  if (tree === undefined) return { ok: true, document: { value: null, at: () => start, keyAt: () => start } };
  return {
    ok: true,
    document: {
      value: toJson(tree),
      at: (path) => source.range(follow(tree, path).node.span),
      keyAt: (path) => {
        const { keySpan, node } = follow(tree, path);
        return source.range(keySpan ?? node.span);
      },
    },
  };
}
