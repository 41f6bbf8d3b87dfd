/** The column of a table or view that a column shows unchanged. */
export interface ColumnOrigin {
  /** oid of the table or view. */
  readonly table: string;
  /** Number of the column. */
  readonly column: string;
}

const isOpening = (char: string): boolean => char === "(" || char === "{";
const isClosing = (char: string): boolean => char === ")" || char === "}";

/**
 * Reads which columns a view shows unchanged from its query, as PostgreSQL stores it (a tree of nodes in text form).
 * Returns them by the number of the view's column. A form that is not known gives no columns.
 */
export function viewOrigins(query: string): ReadonlyMap<string, ColumnOrigin> {
  const origins = new Map<string, ColumnOrigin>();
  for (const entry of targetEntries(query)) {
    const fields = entry.slice(entry.lastIndexOf(" :resno "));
    const found = / :resno (\d+) .* :resorigtbl (\d+) :resorigcol (\d+) :resjunk false$/s.exec(fields);
    const [, number, table, column] = found ?? [];
    if (number === undefined || table === undefined || column === undefined) continue;
    if (table !== "0" && column !== "0") origins.set(number, { table, column });
  }
  return origins;
}

/** The query is inside one list and one node. */
const depthOfQuery = 2;

/** Returns the nodes of the outer query's list of columns, without their braces. */
function targetEntries(query: string): string[] {
  const entries: string[] = [];
  const list = ":targetList (";
  let isInList = false;
  let depth = 0;
  let from = 0;
  for (let at = 0; at < query.length; at += 1) {
    const char = query.charAt(at);
    // A backslash stands before brackets and spaces of names.
    if (char === "\\") at += 1;
    else if (char === ":" && depth === depthOfQuery && query.startsWith(list, at)) isInList = true;
    else if (isOpening(char)) {
      depth += 1;
      if (depth === depthOfQuery + 2) from = at + 1;
    } else if (isClosing(char)) {
      if (isInList && depth === depthOfQuery + 2) entries.push(query.slice(from, at));
      depth -= 1;
      if (isInList && depth === depthOfQuery) return entries;
    }
  }
  return [];
}
