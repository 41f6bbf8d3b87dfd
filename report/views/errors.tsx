import type { ReportArtifact } from "../../src/render/report/model.ts";
import { formatDuration, plural } from "../../src/render/units.ts";
import { usePage } from "../context.ts";
import type { Report } from "../data.ts";
import { ErrorBlock } from "../parts/error-block.tsx";
import { ArtifactLink, Empty } from "../parts/pieces.tsx";

const mostNotes = 10;

/** What failed and why, and what was skipped because of it. */
export function Errors() {
  const { report } = usePage();
  const failed = report.artifacts.filter(({ error }) => error !== null);
  const skipped = report.artifacts.filter((one) => one.skipped !== null);
  // What an artifact tells below need not be told twice.
  const cause = failed.some(({ error }) => error?.code === report.run.cause?.["code"]) ? null : causeOf(report);
  if (failed.length === 0 && skipped.length === 0 && cause === null)
    return <Empty>✔ Nothing failed in this run.</Empty>;
  return (
    <>
      {cause !== null && <p class="notice">{cause}</p>}
      {failed.map((artifact) => (
        <Failed key={artifact.id} artifact={artifact} report={report} />
      ))}
      {skipped.length > 0 && <Skipped artifacts={skipped} />}
    </>
  );
}

/** Why the run ended as it did, where that is no failure of an artifact. */
function causeOf({ run, codes }: Report): string | null {
  const { cause, status } = run;
  if (status === "interrupted")
    return "The process that ran it went away before the end; the record holds all up to there.";
  const code = cause?.["code"];
  if (typeof code !== "string") return null;
  const known = codes[code];
  return known === undefined ? code : `${code}: ${known.title}. ${known.cause} ${known.fix}`;
}

function Failed({ artifact, report }: { readonly artifact: ReportArtifact; readonly report: Report }) {
  const { id, inputs, notes, optional } = artifact;
  const hit = report.artifacts.filter(({ skipped }) => skipped !== null && skipped.chain[0] === id).length;
  return (
    <article class="failed">
      <h3>
        <ArtifactLink id={id} />
        {optional && <span class="mark">optional: the run went on without it</span>}
      </h3>
      <ErrorBlock artifact={artifact} />
      {inputs.length > 0 && (
        <p class="quiet">
          Its inputs:{" "}
          {inputs.slice(0, 10).map((input, place) => (
            <span key={input.artifact}>
              {place > 0 && ", "}
              <ArtifactLink id={input.artifact} />
            </span>
          ))}
          {inputs.length > 10 && ` and ${inputs.length - 10} more`}
        </p>
      )}
      {hit > 0 && <p class="quiet">{plural(hit, "artifact")} skipped because of it.</p>}
      {notes.length > 0 && (
        <details>
          <summary>last lines of its log</summary>
          <ol class="log">
            {notes.slice(-mostNotes).map(({ ms, level, text }, place) => (
              <li key={place} class={`level-${level}`}>
                <span class="quiet">{formatDuration(ms)}</span> <b>{level}</b> {text}
              </li>
            ))}
          </ol>
        </details>
      )}
    </article>
  );
}

function Skipped({ artifacts }: { readonly artifacts: readonly ReportArtifact[] }) {
  return (
    <>
      <h3>Skipped</h3>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">artifact</th>
              <th scope="col">reason</th>
              <th scope="col">because of</th>
            </tr>
          </thead>
          <tbody>
            {artifacts.map(({ id, skipped }) => (
              <tr key={id}>
                <td>
                  <ArtifactLink id={id} />
                </td>
                <td>{skipped?.reason}</td>
                <td>
                  {skipped?.chain.slice(0, -1).map((one, place) => (
                    <span key={one}>
                      {place > 0 && " → "}
                      <ArtifactLink id={one} />
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
