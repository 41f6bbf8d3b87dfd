import type { ComponentChildren } from "preact";
import { usePage } from "../context.ts";
import { hrefOf } from "../route.ts";

/** Links to an artifact. The link opens the artifact's panel over the view. */
export function ArtifactLink({ id, children }: { readonly id: string; readonly children?: ComponentChildren }) {
  const { route } = usePage();
  return (
    <a class="artifact" href={hrefOf({ ...route, artifact: id })}>
      {children ?? id}
    </a>
  );
}

export interface Fact {
  readonly what: string;
  readonly value: ComponentChildren;
}

/** Lists names and values. Omits facts without a value. */
export function Facts({ facts, large = false }: { readonly facts: readonly Fact[]; readonly large?: boolean }) {
  return (
    <dl class={large ? "facts large" : "facts"}>
      {facts
        .filter(({ value }) => value !== null && value !== undefined && value !== "")
        .map(({ what, value }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Shows a shortened digest. Selecting it selects the whole digest. */
export function Digest({ value }: { readonly value: string | null }) {
  if (value === null) return <span class="quiet">–</span>;
  return (
    <code class="digest" title={value}>
      {value}
    </code>
  );
}

export function Empty({ children }: { readonly children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

export interface FilterProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
}

/** The text filter of a view. `/` moves the focus to it, and Escape clears it. */
export function Filter({ value, onChange, label }: FilterProps) {
  return (
    <label class="filter">
      <span class="unseen">{label}</span>
      <input
        type="search"
        placeholder={`${label}  ( / )`}
        value={value}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </label>
  );
}

export interface ChoiceProps extends FilterProps {
  readonly options: readonly (readonly [value: string, text: string])[];
  /** The label of the option that selects everything. */
  readonly all?: string;
}

export function Choice({ value, onChange, label, options, all = "all" }: ChoiceProps) {
  return (
    <label class="choice">
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        <option value="">{all}</option>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Converts an identifier to words: `special_category` to `special category`. */
export const words = (text: string): string => text.replaceAll("_", " ");

/** Returns whether the texts contain every word of the query. */
export function fits(query: string, texts: readonly (string | null)[]): boolean {
  const all = texts.join("\n").toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
