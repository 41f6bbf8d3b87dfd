import { LineCounter, parseDocument } from "yaml";

/** A YAML text as plain data, with the lines of its values. */
interface ReadYaml {
  readonly plain: unknown;
  /** The first syntax error. */
  readonly error: { readonly code: string; readonly line: number } | null;
  /**
   * Returns the line, from 1, of the value at a path. For a missing value it returns the line of the nearest parent.
   */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const [error] = document.errors;
  return {
    plain: error === undefined ? document.toJS({ maxAliasCount: 100 }) : undefined,
    error: error === undefined ? null : { code: error.code, line: lineAt(error.pos[0]) },
    lineOf: (path) => {
      for (let depth = path.length; depth > 0; depth--) {
        const node = document.getIn(path.slice(0, depth), true);
        if (hasRange(node)) return lineAt(node.range[0]);
      }
      const start = document.contents?.range?.[0];
      return start === undefined ? 1 : lineAt(start);
    },
  };
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}
