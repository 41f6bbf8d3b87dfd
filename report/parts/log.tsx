import type { ReportArtifact } from "../../src/render/report/model.ts";
import { formatDuration } from "../../src/render/text/units.ts";

/** Shows lines of a component's log. */
export function Log({ notes }: { readonly notes: ReportArtifact["notes"] }) {
  return (
    <ol class="log">
      {notes.map(({ ms, level, text }, place) => (
        <li key={place} class={`level-${level}`}>
          <span class="quiet">{formatDuration(ms)}</span> <b>{level}</b> {text}
        </li>
      ))}
    </ol>
  );
}
