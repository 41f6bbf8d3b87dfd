import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import { statusStyles } from "../../src/render/graph/status.ts";
import type { ReportArtifact } from "../../src/render/report/model.ts";
import { formatDuration } from "../../src/render/text/units.ts";
import { formatOffset } from "../../src/render/timeline/scale.ts";
import { hrefOf } from "../route.ts";

const mostZoom = 512;

/** Returns when an artifact started; for a reused artifact, when it was reused. */
export const startOf = ({ time }: ReportArtifact): number => time.startMs ?? time.endMs ?? 0;

interface ChartProps {
  readonly rows: readonly ReportArtifact[];
  readonly total: number;
  readonly isPrinting: boolean;
}

/** Shows a bar for each artifact, to scale. The chart zooms, and scrolls along the time axis. */
export function Chart({ rows, total, isPrinting }: ChartProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { zoom, zoomTo } = useZoom(scroller, isPrinting);
  return (
    <>
      <div class="tools">
        <ZoomButtons zoom={zoom} zoomTo={zoomTo} />
        <Legend />
      </div>
      <section
        ref={scroller}
        class="figure gantt"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
        aria-label="Chart; plus and minus zoom, arrow keys move"
        onKeyDown={(event) => {
          const next = zoomOfKey(event.key, zoom);
          if (next === null) return;
          zoomTo(next);
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

interface Zoom {
  readonly zoom: number;
  /** Zooms and keeps the point `at` in place (0 to 1 of the visible part, the middle by default). */
  readonly zoomTo: (next: number, at?: number) => void;
}

/** Holds the zoom. Paper always shows the whole run. */
function useZoom(scroller: RefObject<HTMLDivElement | null>, isPrinting: boolean): Zoom {
  const [wanted, setZoom] = useState(1);
  const zoom = isPrinting ? 1 : wanted;
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
  return { zoom, zoomTo };
}

function zoomOfKey(key: string, zoom: number): number | null {
  if (key === "+" || key === "=") return zoom * 2;
  if (key === "-") return zoom / 2;
  return key === "0" ? 1 : null;
}

function ZoomButtons({ zoom, zoomTo }: Zoom) {
  return (
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
      <span>
        <i class="swatch moment-swatch" /> ↺ reused
      </span>
    </p>
  );
}

function Axis({ total, zoom }: { readonly total: number; readonly zoom: number }) {
  if (total <= 0) return null;
  const rough = total / (8 * zoom);
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? rough;
  // The last label needs space too, so there are no marks at the very end.
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
  const isMoment = time.attempts.length === 0;
  // Set as custom properties, because the style sheet places names differently on a narrow screen.
  const place =
    side === "before"
      ? `--right:${(1 - from) * 100}%`
      : side === "after"
        ? `--left:${to * 100}%`
        : `--left:${from * 100}%;--most:${(to - from) * 100}%`;
  return (
    <li title={`${id}: ${word}, ${took}${slack}`}>
      {time.readyMs !== null && time.startMs !== null && time.startMs > time.readyMs && (
        <span class="wait" style={{ left: at(time.readyMs), width: at(time.startMs - time.readyMs) }} />
      )}
      {time.attempts.map(({ startMs, endMs, isLost }) => (
        <span
          key={startMs}
          class={`work status-${isLost ? "interrupted" : status}${time.isCritical && !isLost ? " critical" : ""}`}
          style={{ left: at(startMs), width: at(endMs - startMs) }}
        />
      ))}
      {isMoment && <span class="moment" style={{ left: at(time.endMs ?? 0) }} />}
      <span class={`said ${side}${isMoment ? " beside-moment" : ""}`} style={place}>
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

/** Places the name next to the bar on the side with more space, or within the bar if both sides have little. */
function sideOf(from: number, to: number): "before" | "after" | "within" {
  if (Math.max(from, 1 - to) < 0.22) return "within";
  return 1 - to >= from ? "after" : "before";
}
