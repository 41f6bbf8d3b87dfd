import { useState } from "preact/hooks";
import { statusOrder, statusStyles } from "../../src/render/graph/status.ts";
import type { ReportArtifact } from "../../src/render/report/model.ts";
import { formatBytes, formatCount, formatDuration } from "../../src/render/units.ts";
import { usePage } from "../context.ts";
import { arrowKeys } from "../parts/arrow-keys.ts";
import { ArtifactLink, Choice, Empty, Filter, fits } from "../parts/pieces.tsx";
import { StatusBadge } from "../parts/status.tsx";

type Column = "plan" | "id" | "status" | "duration" | "elements" | "size";

const orders: Readonly<Record<Column, (a: ReportArtifact, b: ReportArtifact) => number>> = {
  plan: () => 0,
  id: (a, b) => (a.id < b.id ? -1 : 1),
  status: (a, b) => statusOrder.indexOf(a.status) - statusOrder.indexOf(b.status),
  duration: (a, b) => (b.durationMs ?? -1) - (a.durationMs ?? -1),
  elements: (a, b) => (b.elements ?? -1) - (a.elements ?? -1),
  size: (a, b) => (b.bytes ?? -1) - (a.bytes ?? -1),
};

const pageSize = 250;

/** Every artifact of the plan; each opens with its content. */
export function Artifacts() {
  const { report, route, replace, isPrinting } = usePage();
  const [order, setOrder] = useState<Column>("plan");
  const [shown, setShown] = useState(pageSize);
  const isHere = route.tab === "artifacts";
  const filters = isHere ? route.filters : {};
  const set = (name: string) => (value: string) => replace({ ...route, filters: { ...route.filters, [name]: value } });
  const fitting = report.artifacts
    .filter((one) => (filters["status"] ?? "") === "" || one.status === filters["status"])
    .filter((one) => fits(filters["q"] ?? "", [one.id, one.name, one.component?.type ?? null, one.schema, ...one.tags]))
    .sort(orders[order]);
  const rows = isPrinting ? fitting : fitting.slice(0, shown);
  const present = statusOrder.filter((status) => report.artifacts.some((one) => one.status === status));
  return (
    <>
      <div class="tools">
        <Filter label="Find artifacts" value={filters["q"] ?? ""} onChange={set("q")} />
        <Choice
          label="status"
          value={filters["status"] ?? ""}
          onChange={set("status")}
          options={present.map((status) => [status, statusStyles[status].word])}
        />
        <span class="quiet" role="status">
          {formatCount(fitting.length)} of {formatCount(report.artifacts.length)}
        </span>
      </div>
      {fitting.length === 0 ? (
        <Empty>No artifact fits.</Empty>
      ) : (
        <Table rows={rows} order={order} setOrder={setOrder} />
      )}
      {rows.length < fitting.length && (
        <p>
          <button type="button" onClick={() => setShown(shown + pageSize)}>
            Show more ({formatCount(fitting.length - rows.length)} left)
          </button>
        </p>
      )}
    </>
  );
}

interface TableProps {
  readonly rows: readonly ReportArtifact[];
  readonly order: Column;
  readonly setOrder: (column: Column) => void;
}

function Table({ rows, order, setOrder }: TableProps) {
  const head = (column: Column, text: string, isNumber = false) => (
    <th
      scope="col"
      class={isNumber ? "number" : undefined}
      aria-sort={order !== column ? undefined : isNumber ? "descending" : "ascending"}
    >
      <button type="button" class="plain" onClick={() => setOrder(order === column ? "plan" : column)}>
        {text}
        <span aria-hidden="true">{order === column ? (isNumber ? " ↓" : " ↑") : ""}</span>
      </button>
    </th>
  );
  return (
    <div class="wide">
      <table onKeyDown={arrowKeys}>
        <thead>
          <tr>
            {head("id", "artifact")}
            {head("status", "status")}
            {head("duration", "duration", true)}
            {head("elements", "elements", true)}
            {head("size", "size", true)}
            <th scope="col">made by</th>
            <th scope="col">schema</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.id}>
              <td>
                <ArtifactLink id={one.id} />
                {one.name !== null && <div class="quiet">{one.name}</div>}
              </td>
              <td>
                <StatusBadge status={one.status} />
              </td>
              <td class="number">{formatDuration(one.durationMs)}</td>
              <td class="number">{formatCount(one.elements)}</td>
              <td class="number">{formatBytes(one.bytes)}</td>
              <td>{one.component?.type ?? one.method}</td>
              <td>
                <code>{one.schema}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
