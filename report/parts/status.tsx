import type { ArtifactStatus, RunStatus } from "../../src/domain/index.ts";
import { statusStyles } from "../../src/render/graph/status.ts";

/** Shows a status as a symbol and a word, in the same colour as in graphs. */
export function StatusBadge({ status }: { readonly status: ArtifactStatus }) {
  const { symbol, word } = statusStyles[status];
  return (
    <span class={`status status-${status}`}>
      <span aria-hidden="true">{symbol}</span> {word}
    </span>
  );
}

const looks: Readonly<Record<RunStatus, { readonly symbol: string; readonly like: ArtifactStatus }>> = {
  completed: { symbol: "✔", like: "completed" },
  failed: { symbol: "✖", like: "failed" },
  "timed-out": { symbol: "⏱", like: "failed" },
  cancelled: { symbol: "⊘", like: "skipped" },
  interrupted: { symbol: "⊗", like: "interrupted" },
  running: { symbol: "▶", like: "running" },
};

export function RunStatusBadge({ status }: { readonly status: RunStatus }) {
  const { symbol, like } = looks[status];
  return (
    <span class={`status status-${like}`}>
      <span aria-hidden="true">{symbol}</span> {status}
    </span>
  );
}

const strengths = { low: "○", medium: "◑", high: "●" } as const;

export function Confidence({ value }: { readonly value: string | null }) {
  if (value === null) return <span class="quiet">–</span>;
  const symbol = value === "low" || value === "medium" || value === "high" ? strengths[value] : "·";
  return (
    <span class={`confidence confidence-${value}`}>
      <span aria-hidden="true">{symbol}</span> {value}
    </span>
  );
}
