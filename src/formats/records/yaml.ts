import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";
import type { FieldNode } from "./field-tree.ts";
import { firstLines } from "./lines.ts";
import type { RecordForm, TextHead } from "./record-reader.ts";
import { readWhole } from "./whole-text.ts";

/** YAML, one document or several. Aliases are followed up to a number of values. */
export const yaml: RecordForm = {
  open(head) {
    const isNamed = head.extension === "yaml" || head.extension === "yml";
    return isNamed || isYaml(head) ? readWhole(head.path, "YAML", { read: readYaml }) : undefined;
  },
};

const mayBeYaml = /^(?:|txt|text|conf|cfg|lock|tmpl)$/;

/** Every line is a key, an element or a comment, and some are nested: a form has no nested lines. */
function isYaml(head: TextHead): boolean {
  if (!mayBeYaml.test(head.extension)) return false;
  const lines = firstLines(head);
  const isLine = (line: string): boolean =>
    /^\s*(?:#|---|(?:- )*[\p{L}_][\p{L}\p{N}_ .-]{0,60}:(?: |$)|- \S)/u.test(line);
  const nested = lines.filter((line) =>
    /^\s+(?:- )?[\p{L}_][\p{L}\p{N}_-]*:(?: |$)|^- [\p{L}_][\p{L}\p{N}_-]*: /u.test(line),
  );
  return lines.length >= 3 && nested.length >= 2 && lines.every(isLine);
}

const mostValues = 200_000;

function readYaml(
  text: string,
  tree: { readonly root: FieldNode },
  collector: { records: number },
): string | undefined {
  const lineCounter = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter, strict: false, uniqueKeys: false, logLevel: "silent" });
  if (!Array.isArray(parsed)) return undefined;
  let left = mostValues;
  let problem: string | undefined;
  for (const [index, document] of parsed.entries()) {
    const [error] = document.errors;
    if (error !== undefined && problem === undefined) {
      const { line, col } = lineCounter.linePos(error.pos[0]);
      problem = `looks like YAML; not well formed at line ${line}, column ${col}, so that fields may be missing`;
    }
    const visit = (node: unknown, field: FieldNode, row: number, depth: number): void => {
      if (depth > 64 || left-- <= 0) return;
      if (isAlias(node)) visit(node.resolve(document), field, row, depth + 1);
      else if (isMap(node)) {
        for (const [position, { key, value }] of node.items.entries()) {
          visit(value, field.key(isScalar(key) ? String(key.value) : "", position), row, depth + 1);
        }
      } else if (isSeq(node)) {
        const isRoot = depth === 0;
        if (isRoot) collector.records = Math.max(collector.records, node.items.length);
        for (const [at, item] of node.items.entries()) visit(item, field.element, isRoot ? at + 1 : row, depth + 1);
      } else if (isScalar(node) && node.value !== null) {
        const line = lineCounter.linePos(node.range?.[0] ?? 0).line;
        field.add(typeof node.source === "string" ? node.source : String(node.value), row, line);
      }
    };
    collector.records = Math.max(collector.records, index + 1);
    visit(document.contents, tree.root, index + 1, 0);
  }
  return left > 0 ? problem : `more than ${mostValues} values in YAML; the others are read as text only`;
}
