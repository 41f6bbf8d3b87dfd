import { useState } from "preact/hooks";
import { statusOrder, statusStyles } from "../../src/render/graph/status.ts";
import type { ReportArtifact } from "../../src/render/report/model.ts";
import { formatBytes, formatCount, formatDuration, plural } from "../../src/render/text/units.ts";
import { usePage } from "../context.ts";
import { type ArtifactSection, sectionsOf } from "../data.ts";
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

/** Lists every artifact of the plan, by child runbook unless sorted. Each can be opened to show its content. */
export function Artifacts() {
  const { report, route, replace, isPrinting } = usePage();
  const [order, setOrder] = useState<Column>("plan");
  const [shown, setShown] = useState(pageSize);
  const isHere = route.tab === "artifacts";
  const filters = isHere ? route.filters : {};
  const set = (name: string) => (value: string) => replace({ ...route, filters: { ...route.filters, [name]: value } });
  const fitting = report.artifacts.filter((one) => isWanted(one, filters)).sort(orders[order]);
  const most = isPrinting ? fitting.length : shown;
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
        <Empty>No matching artifacts.</Empty>
      ) : (
        <Table sections={listed(fitting, order, most)} order={order} setOrder={setOrder} />
      )}
      {most < fitting.length && (
        <p>
          <button type="button" onClick={() => setShown(shown + pageSize)}>
            Show more ({formatCount(fitting.length - most)} left)
          </button>
        </p>
      )}
    </>
  );
}

/** Returns the first `most` artifacts: by child runbook in the order of the plan, else as one list. */
function listed(artifacts: readonly ReportArtifact[], order: Column, most: number): readonly ArtifactSection[] {
  const isGrouped = order === "plan" && artifacts.some(({ group }) => group.length > 0);
  return isGrouped ? sectionsOf(artifacts, most) : [{ runbook: null, artifacts: artifacts.slice(0, most), counts: [] }];
}

function isWanted(artifact: ReportArtifact, filters: Readonly<Record<string, string>>): boolean {
  const { id, name, component, schema, tags, status } = artifact;
  const wanted = filters["status"] ?? "";
  return (
    (wanted === "" || wanted === status) &&
    fits(filters["q"] ?? "", [id, name, component?.type ?? null, schema, ...tags])
  );
}

interface TableProps {
  readonly sections: readonly ArtifactSection[];
  readonly order: Column;
  readonly setOrder: (column: Column) => void;
}

function Table({ sections, order, setOrder }: TableProps) {
  return (
    <div class="wide">
      <table class="stacking" onKeyDown={arrowKeys}>
        <thead>
          <tr>
            {heads.map((head) => (
              <Head key={head.column} {...head} order={order} setOrder={setOrder} />
            ))}
            <th scope="col">made by</th>
            <th scope="col">schema</th>
          </tr>
        </thead>
        {sections.map((section) => (
          <tbody key={section.runbook}>
            {section.counts.length > 0 && <Heading {...section} />}
            {section.artifacts.map((one) => (
              <Row key={one.id} artifact={one} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** Names a child runbook, with the number of its artifacts in each status. */
function Heading({ runbook, counts }: ArtifactSection) {
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const each = counts.map(([status, count]) => {
    const { symbol, word } = statusStyles[status];
    return `${symbol} ${formatCount(count)} ${word}`;
  });
  return (
    <tr class="heading">
      <th scope="rowgroup" colSpan={heads.length + 2}>
        {runbook === null ? "Outside child runbooks" : <code>{runbook}</code>}{" "}
        <span class="quiet">
          {plural(total, "artifact")}: {each.join(", ")}
        </span>
      </th>
    </tr>
  );
}

interface HeadProps {
  readonly column: Exclude<Column, "plan">;
  readonly text: string;
  /** Numbers are sorted from the largest. */
  readonly isNumber: boolean;
}

const heads: readonly HeadProps[] = [
  { column: "id", text: "artifact", isNumber: false },
  { column: "status", text: "status", isNumber: false },
  { column: "duration", text: "duration", isNumber: true },
  { column: "elements", text: "elements", isNumber: true },
  { column: "size", text: "size", isNumber: true },
];

function Head({ column, text, isNumber, order, setOrder }: HeadProps & Omit<TableProps, "sections">) {
  const isOrdered = order === column;
  const direction = isNumber ? "descending" : "ascending";
  return (
    <th scope="col" class={isNumber ? "number" : undefined} aria-sort={isOrdered ? direction : undefined}>
      <button type="button" class="plain" onClick={() => setOrder(isOrdered ? "plan" : column)}>
        {text}
        <span aria-hidden="true">{isOrdered ? (isNumber ? " ↓" : " ↑") : ""}</span>
      </button>
    </th>
  );
}

function Row({ artifact }: { readonly artifact: ReportArtifact }) {
  const { id, name, status, durationMs, elements, bytes, component, method, schema } = artifact;
  return (
    <tr>
      <td>
        <ArtifactLink id={id} />
        {name !== null && <div class="quiet">{name}</div>}
      </td>
      <td data-title="status">
        <StatusBadge status={status} />
      </td>
      <td class="number" data-title="duration">
        {formatDuration(durationMs)}
      </td>
      <td class="number" data-title="elements">
        {formatCount(elements)}
      </td>
      <td class="number" data-title="size">
        {formatBytes(bytes)}
      </td>
      <td data-title="made by">{component?.type ?? method}</td>
      <td data-title="schema">
        <code>{schema}</code>
      </td>
    </tr>
  );
}
