import { useState } from "preact/hooks";
import type { JsonValue } from "../../src/domain/index.ts";
import { plural } from "../../src/render/text/units.ts";

const previewLength = 160;
const mostPreviewed = 12;

/** Summarises a value on one line. Omits digests, which mean nothing to a reader. */
function preview(value: JsonValue): string {
  const text = previewOf(value);
  return text.length <= previewLength ? text : `${text.slice(0, previewLength)}…`;
}

function previewOf(value: JsonValue): string {
  if (value === null || typeof value !== "object") return String(value);
  if (isList(value)) return `[${value.slice(0, mostPreviewed).map(previewOf).join(", ")}]`;
  return Object.entries(value)
    .filter(([, one]) => typeof one !== "string" || !/^[0-9a-f]{32,}$/.test(one))
    .slice(0, mostPreviewed)
    .map(([key, one]) => `${key}: ${previewOf(one)}`)
    .join(", ");
}

export interface JsonProps {
  readonly value: JsonValue;
  readonly name?: string;
  readonly open?: boolean;
}

/** Shows a value as a tree. Closed branches are not rendered. */
export function Json({ value, name, open = false }: JsonProps) {
  if (value === null || typeof value !== "object") return <Leaf name={name} value={value} />;
  const entries: readonly (readonly [string, JsonValue])[] = isList(value)
    ? value.map((one, place) => [String(place), one])
    : Object.entries(value);
  if (entries.length === 0) return <Leaf name={name} value={isList(value) ? "[]" : "{}"} isBare />;
  return <Branch name={name} value={value} entries={entries} open={open} />;
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

interface BranchProps {
  readonly name: string | undefined;
  readonly value: JsonValue;
  readonly entries: readonly (readonly [string, JsonValue])[];
  readonly open: boolean;
}

function Branch({ name, value, entries, open }: BranchProps) {
  const [isOpen, setOpen] = useState(open);
  return (
    <details class="json" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {name !== undefined && <span class="key">{name} </span>}
        {!isOpen && <span class="quiet">{preview(value)}</span>}
        {isOpen && <span class="quiet">{plural(entries.length, isList(value) ? "item" : "key")}</span>}
      </summary>
      {isOpen && (
        <div class="inner">
          {entries.map(([key, one]) => (
            <Json key={key} name={key} value={one} open={entries.length <= 8 && preview(one).length < previewLength} />
          ))}
        </div>
      )}
    </details>
  );
}

interface LeafProps {
  readonly name: string | undefined;
  readonly value: string | number | boolean | null;
  readonly isBare?: boolean;
}

function Leaf({ name, value, isBare = false }: LeafProps) {
  const kind = value === null ? "null" : typeof value;
  return (
    <div class="json leaf">
      {name !== undefined && <span class="key">{name} </span>}
      <span class={isBare ? "quiet" : `value ${kind}`}>{value === null ? "null" : String(value)}</span>
    </div>
  );
}
