import type { JsonValue } from "../../src/domain/index.ts";
import { isJsonObject } from "../../src/domain/index.ts";
import { listAt, textAt, textsOf } from "./json-read.ts";
import { ArtifactLink, words } from "./pieces.tsx";

/** The source of a value in the record, or the reason why there is none. */
const meanings: Readonly<Record<string, { readonly symbol: string; readonly text: string }>> = {
  provided: { symbol: "✎", text: "provided" },
  detected: { symbol: "◎", text: "detected" },
  inferred: { symbol: "≈", text: "inferred" },
  not_applicable: { symbol: "–", text: "not applicable" },
  not_detected: { symbol: "○", text: "not detected" },
  needs_human: { symbol: "⚠", text: "to be filled in" },
};

/** Shows a cell of the record: its value, status and source. A missing value is marked as a gap. */
export function Cell({ cell }: { readonly cell: JsonValue | undefined }) {
  if (!isJsonObject(cell)) return <span class="quiet">–</span>;
  const status = textAt(cell, "status");
  const meaning = meanings[status] ?? { symbol: "·", text: words(status) };
  const value = valueText(cell["value"]);
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

function valueText(value: JsonValue | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return textsOf(value).join(", ");
  return typeof value === "boolean" ? (value ? "yes" : "no") : words(String(value));
}

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
                {listAt(one, "ids").length} findings of <ArtifactLink id={textAt(one, "artifact")} />
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
