import { formatCount, plural } from "../../src/render/units.ts";
import { usePage } from "../context.ts";
import { Digest, Facts } from "../parts/pieces.tsx";

/** What checking the record found when the report was made, and how to check it again. */
export function Verification() {
  const { report } = usePage();
  const { run, verification } = report;
  const { damage, head } = verification;
  return (
    <>
      {damage.length === 0 ? (
        <p class="verdict good">
          <span aria-hidden="true">✔</span> The record was intact when this report was made.
        </p>
      ) : (
        <div class="verdict bad" role="alert">
          <p>
            <span aria-hidden="true">✖</span> The record is damaged: {plural(damage.length, "place")}.
          </p>
          <ul>
            {damage.map(({ what, artifact }) => (
              <li key={`${artifact} ${what}`}>
                <b>{artifact ?? "events"}</b>: {what}
              </li>
            ))}
          </ul>
        </div>
      )}
      <p>
        Every event of the run stands in a chain of hashes, and every content under its own digest. What was checked:{" "}
        {plural(verification.events, "event")} and {plural(verification.objects, "object")}. Whoever has the record can
        check that it is still the one this report was made from:
      </p>
      <pre class="command">
        wct verify {run.id} --head {head ?? ""}
      </pre>
      <Facts
        facts={[
          { what: "head hash", value: <Digest value={head} /> },
          { what: "runbook", value: <Digest value={run.runbook.digest} /> },
          { what: "plan", value: run.plan === null ? null : <Digest value={run.plan} /> },
          {
            what: "content kept",
            value: run.retain === "all" ? "all" : "derived only: raw content went when the run ended",
          },
        ]}
      />
      <h3>Components</h3>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">component</th>
              <th scope="col">kind</th>
              <th scope="col">version</th>
              <th scope="col" class="number">
                artifacts
              </th>
            </tr>
          </thead>
          <tbody>
            {run.components.map(({ kind, type, version }) => (
              <tr key={`${kind} ${type}`}>
                <td>{type}</td>
                <td>{kind}</td>
                <td>{version}</td>
                <td class="number">
                  {formatCount(report.artifacts.filter((one) => one.component?.type === type).length)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
