import { declaredTermText, isJsonObject, type JsonValue, periodText, termText } from "../../src/domain/index.ts";
import { listAt, textAt, textsOf } from "./json-read.ts";
import { ArtifactLink, words } from "./pieces.tsx";

/** The source of a value in the record, or the reason why there is none. */
const meanings: Readonly<Record<string, { readonly symbol: string; readonly text: string }>> = {
  provided: { symbol: "✎", text: "provided" },
  detected: { symbol: "◎", text: "detected" },
  inferred: { symbol: "≈", text: "inferred" },
  not_applicable: { symbol: "–", text: "not applicable" },
  not_detected: { symbol: "○", text: "nothing found" },
  needs_human: { symbol: "⚠", text: "to be filled in" },
};

/** How a value is read: a term of wct, a period, or words of the organisation, which stay as they were written. */
export type CellReading = "term" | "period" | "text";

interface CellProps {
  readonly cell: JsonValue | undefined;
  readonly reading?: CellReading;
}

/** Shows a cell of the record: its value, status and source. A missing value is marked as a gap. */
export function Cell({ cell, reading = "text" }: CellProps) {
  if (!isJsonObject(cell)) return <span class="quiet">–</span>;
  const status = textAt(cell, "status");
  const meaning = meanings[status] ?? { symbol: "·", text: words(status) };
  const read = (text: string): string => readable(text, status, reading);
  const value = valueText(cell["value"], read);
  return (
    <span class="cell">
      {value !== null && <span>{value} </span>}
      <span class={`known known-${status}`}>
        <span aria-hidden="true">{meaning.symbol}</span> {meaning.text}
      </span>
      <Provenance from={listAt(cell, "provenance")} />
    </span>
  );
}

function readable(text: string, status: string, reading: CellReading): string {
  if (reading === "period") return periodText(text);
  if (reading === "text") return text;
  return status === "provided" ? declaredTermText(text) : termText(text);
}

function valueText(value: JsonValue | undefined, read: (text: string) => string): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return textsOf(value).map(read).join(", ");
  return typeof value === "boolean" ? (value ? "yes" : "no") : read(String(value));
}

/** Shows why a list of the record is empty: it is declared to be, nothing was found, or nobody said anything. */
export function EmptyCell({ cell }: { readonly cell: JsonValue | undefined }) {
  if (!isJsonObject(cell)) return <span class="quiet">none recorded</span>;
  const status = textAt(cell, "status");
  return (
    <span class="cell">
      <span>{status === "provided" ? "none, as the organisation declares" : (untold[status] ?? "not said")} </span>
      {status === "needs_human" && (
        <span class="known known-needs_human">
          <span aria-hidden="true">⚠</span> to be filled in
        </span>
      )}
      <Provenance from={listAt(cell, "provenance")} />
    </span>
  );
}

const untold: Readonly<Record<string, string>> = {
  not_detected: "nothing found",
  not_applicable: "not asked of a processor",
};

const mostNamed = 6;

function Provenance({ from }: { readonly from: readonly JsonValue[] }) {
  if (from.length === 0) return null;
  return (
    <details class="provenance">
      <summary>source</summary>
      <ul>
        {from.slice(0, mostNamed).map((one, place) => (
          <li key={place}>
            {textAt(one, "kind") === "finding" ? (
              <>
                {listAt(one, "ids").length} {listAt(one, "ids").length === 1 ? "finding" : "findings"} of{" "}
                <ArtifactLink id={textAt(one, "artifact")} />
              </>
            ) : (
              <code>
                {textAt(one, "file")} {textAt(one, "path")}
              </code>
            )}
          </li>
        ))}
        {from.length > mostNamed && <li>and {from.length - mostNamed} more</li>}
      </ul>
    </details>
  );
}
