import type { ComponentChildren } from "preact";

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Aligned to the right. */
  readonly isNumber?: boolean;
  readonly isUnbroken?: boolean;
}

export interface TableProps<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row, place: number) => string | number;
}

/** Shows a table. If the page is too narrow for it, each row becomes a block with the titles next to its cells. */
export function Table<Row>({ rows, columns, keyOf }: TableProps<Row>) {
  return (
    <div class="wide">
      <table class="stacking">
        <thead>
          <tr>
            {columns.map(({ title, isNumber }) => (
              <th key={title} scope="col" class={isNumber ? "number" : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={keyOf(row, place)}>
              {columns.map(({ title, cell, isNumber, isUnbroken }) => (
                <td key={title} data-title={title} class={isNumber ? "number" : isUnbroken ? "nowrap" : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
