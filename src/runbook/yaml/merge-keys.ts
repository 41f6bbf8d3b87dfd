import { isAlias, isScalar, isSeq } from "yaml";
import type { ReportProblem } from "./problems.ts";
import type { TextSpan } from "./source-text.ts";
import { describeNode, type MappingEntry, type MappingNode, type TreeNode } from "./tree.ts";

/** Returns whether a key of the library's tree is `<<`. In quotes it is a key like any other. */
export const isMergeKey = (key: unknown): boolean => isScalar(key) && key.value === "<<" && key.type === "PLAIN";

/** The value of a merge key, and its position among the keys of its mapping. */
export interface MergeKey {
  readonly keySpan: TextSpan;
  /** Number of keys before it. */
  readonly position: number;
  /** The mappings whose keys are merged; an earlier one has precedence. */
  readonly mappings: readonly MappingNode[];
  /** Whether anything else was written, which is reported. */
  readonly isUnread: boolean;
}

interface MergeValue {
  readonly node: TreeNode;
  /** The same value in the library's tree, in which an alias has its own location. */
  readonly yaml: unknown;
  readonly keySpan: TextSpan;
}

/** Returns the mappings that a merge key names: one, or a list of them. Reports anything else. */
export function mappingsOf({ node, yaml, keySpan }: MergeValue, report: ReportProblem): readonly MappingNode[] {
  const values = node.kind === "list" ? node.items : [node];
  return values.flatMap((value, index) => {
    if (value.kind === "mapping") return [value];
    if (!value.isUnread) {
      const written = isSeq(yaml) ? yaml.items[index] : yaml;
      const span = isAlias(written) && written.range ? { start: written.range[0], end: written.range[1] } : value.span;
      report({
        code: "WCT_RUNBOOK_BAD_VALUE",
        span,
        message: `a merge key (<<) takes a mapping or a list of mappings, found ${describeNode(value)}`,
        hint: "write <<: *name for a mapping with the anchor &name, or <<: [*first, *second] for several",
        ...(span.start === keySpan.start ? {} : { related: [{ message: "the merge key", span: keySpan }] }),
      });
    }
    return [];
  });
}

/** Returns the entries of a mapping with merged ones at the position of the merge key. The mapping's own keys win. */
export function withMerged(
  own: ReadonlyMap<string, MappingEntry>,
  { position, mappings }: MergeKey,
): ReadonlyMap<string, MappingEntry> {
  const entries = [...own];
  const all = new Map(entries.slice(0, position));
  for (const mapping of mappings) {
    for (const [key, entry] of mapping.entries) {
      if (!own.has(key) && !all.has(key)) all.set(key, entry);
    }
  }
  for (const [key, entry] of entries.slice(position)) all.set(key, entry);
  return all;
}
