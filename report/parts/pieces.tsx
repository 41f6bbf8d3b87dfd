import type { ComponentChildren } from "preact";
import { usePage } from "../context.ts";
import { hrefOf } from "../route.ts";

/** Opens an artifact's panel over the view. */
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

/** Names and values; what has no value is left out. */
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

/** A digest that can be selected whole, shown short. */
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

/** The text filter of a view; `/` leads to it, Escape empties it. */
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
}

export function Choice({ value, onChange, label, options }: ChoiceProps) {
  return (
    <label class="choice">
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        <option value="">all</option>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Words of machines for people: `special_category` is `special category`. */
export const words = (text: string): string => text.replaceAll("_", " ");

/** Whether every word of the query is somewhere in the texts. */
export function fits(query: string, texts: readonly (string | null)[]): boolean {
  const all = texts.join("\n").toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
