import { useState } from "preact/hooks";
import { formatCount } from "../../src/render/text/units.ts";
import type { FindingRow } from "../../src/run/index.ts";
import { usePage } from "../context.ts";
import type { Report } from "../data.ts";
import { arrowKeys } from "../parts/arrow-keys.ts";
import { ArtifactLink, Choice, Empty, Filter, fits, words } from "../parts/pieces.tsx";
import { Confidence } from "../parts/status.tsx";

const pageSize = 100;

/** Lists the findings, masked as recorded. */
export function Findings() {
  const { report, route, replace, isPrinting } = usePage();
  const [shown, setShown] = useState(pageSize);
  const filters = route.tab === "findings" ? route.filters : {};
  const { rows } = report.findings;
  const total = report.findings.artifacts.reduce((sum, one) => sum + one.total, 0);
  const set = (name: string) => (value: string) => {
    setShown(pageSize);
    replace({ ...route, filters: { ...route.filters, [name]: value } });
  };
  if (total === 0) return <Empty>No artifact of this run has findings that the report can show.</Empty>;
  const fitting = rows.filter((row) => isWanted(row, filters));
  const page = fitting.slice(0, isPrinting ? 500 : shown);
  return (
    <>
      <div class="tools">
        <Filter label="Find in findings" value={filters["q"] ?? ""} onChange={set("q")} />
        <Choices rows={rows} filters={filters} set={set} />
        <CareOnly value={filters["care"] ?? ""} onChange={set("care")} />
        <span class="quiet" role="status">
          {formatCount(fitting.length)} of {formatCount(total)}
        </span>
      </div>
      <LeftOut report={report} />
      {fitting.length === 0 ? <Empty>No matching findings.</Empty> : <Table rows={page} />}
      {page.length < fitting.length && (
        <p>
          <button type="button" class="unprinted" onClick={() => setShown(shown + pageSize)}>
            Show more ({formatCount(fitting.length - page.length)} left)
          </button>
          <span class="printed">{formatCount(fitting.length - page.length)} more are in the file.</span>
        </p>
      )}
    </>
  );
}

function CareOnly({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={value === "yes"}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? "yes" : "")}
      />
      special care only
    </label>
  );
}

type Filters = Readonly<Record<string, string>>;

function isWanted(row: FindingRow, filters: Filters): boolean {
  const same = (name: string, value: string | null): boolean => {
    const wanted = filters[name] ?? "";
    return wanted === "" || wanted === value;
  };
  return (
    same("kind", row.kind) &&
    same("what", row.what) &&
    same("confidence", row.confidence) &&
    same("artifact", row.artifact) &&
    (filters["care"] !== "yes" || row.care !== null) &&
    fits(filters["q"] ?? "", [row.what, row.place, row.artifact, row.care, ...row.evidence, ...row.signals])
  );
}

interface ChoicesProps {
  readonly rows: readonly FindingRow[];
  readonly filters: Filters;
  readonly set: (name: string) => (value: string) => void;
}

function Choices({ rows, filters, set }: ChoicesProps) {
  const valuesOf = (pick: (row: FindingRow) => string | null) => {
    const values = [...new Set(rows.flatMap((row) => pick(row) ?? []))].sort();
    return values.map((value) => [value, words(value)] as const);
  };
  const kind = filters["kind"] ?? "";
  const choice = (name: string, label: string, options: ReturnType<typeof valuesOf>) => (
    <Choice label={label} value={filters[name] ?? ""} onChange={set(name)} options={options} />
  );
  return (
    <>
      {choice(
        "kind",
        "kind",
        valuesOf((row) => row.kind),
      )}
      {choice(
        "what",
        "what",
        valuesOf((row) => (kind === "" || row.kind === kind ? row.what : null)),
      )}
      {choice(
        "confidence",
        "confidence",
        valuesOf((row) => row.confidence),
      )}
      {choice(
        "artifact",
        "artifact",
        valuesOf((row) => row.artifact).map(([id]) => [id, id]),
      )}
    </>
  );
}

function LeftOut({ report }: { readonly report: Report }) {
  const cut = report.findings.artifacts.filter(({ total, shown }) => shown < total);
  if (cut.length === 0) return null;
  const left = cut.reduce((sum, { total, shown }) => sum + total - shown, 0);
  return (
    <p class="notice">
      This report does not hold all findings. {formatCount(left)} are only in the record:{" "}
      {cut.slice(0, 5).map(({ artifact, total, shown }, place) => (
        <span key={artifact}>
          {place > 0 && ", "}
          <ArtifactLink id={artifact} /> ({formatCount(shown)} of {formatCount(total)})
        </span>
      ))}
      {cut.length > 5 && ` and ${cut.length - 5} more artifacts`}.
    </p>
  );
}

function Table({ rows }: { readonly rows: readonly FindingRow[] }) {
  return (
    <div class="wide">
      <table class="findings stacking" onKeyDown={arrowKeys}>
        <thead>
          <tr>
            <th scope="col">what</th>
            <th scope="col">where, with masked evidence</th>
            <th scope="col">confidence</th>
            <th scope="col" class="number">
              matches
            </th>
            <th scope="col">artifact</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.artifact} ${row.id}`} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row }: { readonly row: FindingRow }) {
  const { what, kind, care, place, evidence, signals, review, confidence, count, artifact } = row;
  return (
    <tr>
      <td>
        <b>{words(what)}</b>
        <div class="quiet">{words(kind)}</div>
        {care !== null && <span class="mark care">⚠ {care}</span>}
      </td>
      <td>
        <code>{place}</code>
        {evidence.length > 0 && <div class="evidence">{evidence[0]}</div>}
        {review !== null && <div class="quiet">To review: {review}</div>}
        {(evidence.length > 1 || signals.length > 0) && (
          <details>
            <summary>why</summary>
            {evidence.slice(1).map((text, index) => (
              <div key={index} class="evidence">
                {text}
              </div>
            ))}
            {signals.length > 0 && <div class="quiet">{signals.join(" · ")}</div>}
          </details>
        )}
      </td>
      <td data-title="confidence">
        <Confidence value={confidence} />
      </td>
      <td class="number" data-title="matches">
        {count === 0 ? <span class="quiet">by name</span> : formatCount(count)}
      </td>
      <td data-title="artifact">
        <ArtifactLink id={artifact} />
      </td>
    </tr>
  );
}
