import { useRef, useState } from "preact/hooks";
import { statusStyles } from "../../src/render/graph/status.ts";
import type { ReportArtifact } from "../../src/render/report/model.ts";
import { formatOffset } from "../../src/render/timeline/scale.ts";
import { formatDuration } from "../../src/render/units.ts";
import { usePage } from "../context.ts";
import type { Report } from "../data.ts";
import { ArtifactLink, Choice, Empty, Facts, Filter, fits } from "../parts/pieces.tsx";
import { hrefOf } from "../route.ts";

const percent = (share: number | null): string => (share === null ? "–" : `${Math.round(share * 100)} %`);
const mostZoom = 512;

/** Who worked when, to scale. */
export function TimelineView() {
  const { report, isPrinting } = usePage();
  const { timeline } = report;
  const [query, setQuery] = useState("");
  const [only, setOnly] = useState("");
  const rows = rowsOf(report).filter(
    (one) =>
      fits(query, [one.id, one.name]) &&
      (only === "" || (only === "critical" ? one.time.isCritical : one.status === only)),
  );
  return (
    <>
      {!timeline.isFinished && <p>The run has not finished: this is what is recorded so far.</p>}
      <Facts
        large
        facts={[
          { what: "total", value: formatDuration(timeline.totalMs) },
          { what: "one after the other", value: formatDuration(timeline.sequentialMs) },
          { what: "speed-up", value: timeline.speedUp === null ? null : `${timeline.speedUp.toFixed(2)}×` },
          { what: `parallel efficiency of ${timeline.slots} slots`, value: percent(timeline.efficiency) },
          { what: "critical path of the total", value: percent(timeline.criticalPath.share) },
        ]}
      />
      <div class="tools">
        <Filter label="Find an artifact" value={query} onChange={setQuery} />
        <Choice
          label="show"
          value={only}
          onChange={setOnly}
          options={[
            ["critical", "critical path"],
            ["completed", "completed"],
            ["reused", "reused"],
            ["failed", "failed"],
          ]}
        />
      </div>
      {rows.length === 0 ? (
        <Empty>Nothing worked that fits.</Empty>
      ) : (
        <Chart rows={rows} total={timeline.totalMs} isPrinting={isPrinting} />
      )}
      <Path report={report} />
      <Pieces report={report} />
    </>
  );
}

const rowsOf = ({ artifacts }: Report): readonly ReportArtifact[] =>
  artifacts
    .filter(({ time, status }) => time.startMs !== null || status === "reused")
    .sort((a, b) => startOf(a) - startOf(b));

const startOf = ({ time }: ReportArtifact): number => time.startMs ?? time.endMs ?? 0;

interface ChartProps {
  readonly rows: readonly ReportArtifact[];
  readonly total: number;
  readonly isPrinting: boolean;
}

function Chart({ rows, total, isPrinting }: ChartProps) {
  const [wanted, setZoom] = useState(1);
  const scroller = useRef<HTMLDivElement>(null);
  const zoom = isPrinting ? 1 : wanted;
  /** Keeps what stands under `at` (0 to 1 of what is seen) where it is. */
  const zoomTo = (next: number, at = 0.5): void => {
    const bounded = Math.min(mostZoom, Math.max(1, next));
    const seen = scroller.current;
    setZoom(bounded);
    if (seen === null) return;
    const chart = seen.clientWidth;
    const moment = (seen.scrollLeft + at * chart) / zoom;
    requestAnimationFrame(() => {
      seen.scrollLeft = moment * bounded - at * chart;
    });
  };
  return (
    <>
      <div class="tools">
        <fieldset class="buttons">
          <legend class="unseen">Zoom</legend>
          <button type="button" onClick={() => zoomTo(zoom / 2)} disabled={zoom <= 1} aria-label="Zoom out">
            −
          </button>
          <button type="button" onClick={() => zoomTo(zoom * 2)} disabled={zoom >= mostZoom} aria-label="Zoom in">
            +
          </button>
          <button type="button" onClick={() => zoomTo(1)}>
            All
          </button>
          <output>{zoom === 1 ? "whole run" : `${Math.round(zoom)}×`}</output>
        </fieldset>
        <Legend />
      </div>
      <section
        ref={scroller}
        class="figure gantt"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        aria-label="Chart; plus and minus zoom, arrow keys move"
        onKeyDown={(event) => {
          if (event.key === "+" || event.key === "=") zoomTo(zoom * 2);
          else if (event.key === "-") zoomTo(zoom / 2);
          else if (event.key === "0") zoomTo(1);
          else return;
          event.preventDefault();
        }}
        onWheel={(event) => {
          if (!event.ctrlKey) return;
          event.preventDefault();
          const { left, width } = event.currentTarget.getBoundingClientRect();
          zoomTo(event.deltaY < 0 ? zoom * 1.3 : zoom / 1.3, (event.clientX - left) / width);
        }}
      >
        <div class="chart" style={{ width: `${zoom * 100}%` }}>
          <Axis total={total} zoom={zoom} />
          <ol>
            {rows.map((one) => (
              <Row key={one.id} artifact={one} total={total} />
            ))}
          </ol>
        </div>
      </section>
    </>
  );
}

function Legend() {
  return (
    <p class="legend quiet">
      <span>
        <i class="swatch critical" /> critical path
      </span>
      <span>
        <i class="swatch wait" /> ready, waiting
      </span>
      <span>✖ failed</span>
      <span>↺ reused</span>
    </p>
  );
}

function Axis({ total, zoom }: { readonly total: number; readonly zoom: number }) {
  if (total <= 0) return null;
  const rough = total / (8 * zoom);
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough;
  // The last words need room, too.
  const marks = Array.from({ length: Math.floor((total * (1 - 0.04 / zoom)) / size) + 1 }, (_, index) => index * size);
  return (
    <div class="axis" aria-hidden="true">
      {marks.map((ms) => (
        <span key={ms} style={{ left: `${(ms / total) * 100}%` }}>
          {formatOffset(ms, total / zoom)}
        </span>
      ))}
    </div>
  );
}

function Row({ artifact, total }: { readonly artifact: ReportArtifact; readonly total: number }) {
  const { id, status, durationMs, time } = artifact;
  const at = (ms: number): string => `${total > 0 ? (ms / total) * 100 : 0}%`;
  const { symbol, word } = statusStyles[status];
  const took = durationMs === null ? word : formatDuration(durationMs);
  const slack = time.slackMs === null ? "" : `, slack ${formatDuration(time.slackMs)}`;
  const [from, to] = [startOf(artifact) / (total || 1), (time.endMs ?? startOf(artifact)) / (total || 1)];
  const side = sideOf(from, to);
  const place =
    side === "before"
      ? { right: `${(1 - from) * 100}%` }
      : side === "after"
        ? { left: `${to * 100}%` }
        : { left: `${from * 100}%`, maxWidth: `${(to - from) * 100}%` };
  return (
    <li title={`${id}: ${word}, ${took}${slack}`}>
      {time.readyMs !== null && time.startMs !== null && time.startMs > time.readyMs && (
        <span class="wait" style={{ left: at(time.readyMs), width: at(time.startMs - time.readyMs) }} />
      )}
      {time.attempts.map(({ startMs, endMs }) => (
        <span
          key={startMs}
          class={`work status-${status}${time.isCritical ? " critical" : ""}`}
          style={{ left: at(startMs), width: at(endMs - startMs) }}
        />
      ))}
      {time.attempts.length === 0 && <span class="moment" style={{ left: at(time.endMs ?? 0) }} />}
      <span class={`said ${side}`} style={place}>
        <a href={hrefOf({ tab: "timeline", artifact: id })}>{id}</a>{" "}
        <span class="quiet">
          {status === "completed" ? "" : `${symbol} `}
          {took}
          {status === "completed" || durationMs === null ? "" : `, ${word}`}
        </span>
      </span>
    </li>
  );
}

/** Beside a bar where there is more room; within it when there is little on both sides. */
function sideOf(from: number, to: number): "before" | "after" | "within" {
  if (Math.max(from, 1 - to) < 0.22) return "within";
  return 1 - to >= from ? "after" : "before";
}

const mostNamed = 12;

function Path({ report }: { readonly report: Report }) {
  const { artifacts, durationMs } = report.timeline.criticalPath;
  if (artifacts.length === 0) return null;
  const more = artifacts.length - mostNamed;
  return (
    <>
      <h3>Critical path</h3>
      <p>
        The chain of artifacts that needed each other and took longest, {formatDuration(durationMs)}:{" "}
        {artifacts.slice(0, mostNamed).map((id, place) => (
          <span key={id}>
            {place > 0 && " → "}
            <ArtifactLink id={id} />
          </span>
        ))}
        {more > 0 && ` → and ${more} more`}
      </p>
    </>
  );
}

const kinds = {
  "start-up": "Start-up",
  work: "Work on",
  "hand-over": "Hand-over to",
  gate: "Gate of",
  "wind-down": "Wind-down",
} as const;

/** Every second of the total, along what each artifact waited for. */
function Pieces({ report }: { readonly report: Report }) {
  const { boundingPath, boundingLeftOut, totalMs } = report.timeline;
  if (boundingPath.length === 0) return null;
  return (
    <>
      <h3>Where the time went</h3>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">bounding path</th>
              <th scope="col" class="number">
                time
              </th>
              <th scope="col" class="number">
                of the total
              </th>
            </tr>
          </thead>
          <tbody>
            {boundingPath.map(({ kind, artifact, startMs, durationMs }) => (
              <tr key={`${kind} ${startMs}`}>
                <td>
                  {kinds[kind]} {artifact !== null && <ArtifactLink id={artifact} />}
                </td>
                <td class="number">{formatDuration(durationMs)}</td>
                <td class="number">{percent(totalMs > 0 ? durationMs / totalMs : null)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {boundingLeftOut > 0 && <p class="quiet">{boundingLeftOut} shorter pieces are left out.</p>}
    </>
  );
}
