import { useState } from "preact/hooks";
import type { ReportArtifact } from "../../src/render/report/model.ts";
import { formatCount, formatDuration, formatPercent, formatTimes, plural } from "../../src/render/text/units.ts";
import { usePage } from "../context.ts";
import type { Report } from "../data.ts";
import { Chart, startOf } from "../parts/chart.tsx";
import { ArtifactLink, Choice, Empty, Facts, Filter, fits } from "../parts/pieces.tsx";
import { Table } from "../parts/table.tsx";

/** Shows when each artifact worked, to scale. */
export function TimelineView() {
  const { report, isPrinting } = usePage();
  const { timeline } = report;
  const [query, setQuery] = useState("");
  const all = rowsOf(report);
  const reused = all.filter(({ status }) => status === "reused").length;
  // By default the marks of reused artifacts are hidden if they would dominate the view.
  const [only, setOnly] = useState(reused > mostMarks && reused < all.length ? "worked" : "");
  const rows = all.filter((one) => fits(query, [one.id, one.name]) && isWanted(one, only));
  return (
    <>
      {!timeline.isFinished && (
        <p>
          {timeline.isInterrupted
            ? "The run was interrupted: times end with the last event of its record."
            : "The run has not finished: this is what is recorded so far."}
        </p>
      )}
      <Sums timeline={timeline} />
      <div class="tools">
        <Filter label="Find an artifact" value={query} onChange={setQuery} />
        <Choice label="show" value={only} onChange={setOnly} options={choices} />
      </div>
      {only === "worked" && reused > 0 && (
        <p class="quiet">{formatCount(reused)} reused artifacts took no time and are not shown.</p>
      )}
      {rows.length === 0 ? (
        <Empty>No matching artifacts.</Empty>
      ) : (
        <Chart rows={rows} total={timeline.totalMs} isPrinting={isPrinting} />
      )}
      <Hosts report={report} />
      <Path report={report} />
      <Pieces report={report} />
    </>
  );
}

const mostMarks = 8;

const choices = [
  ["worked", "what worked"],
  ["critical", "critical path"],
  ["completed", "completed"],
  ["reused", "reused"],
  ["failed", "failed"],
] as const;

function isWanted({ time, status }: ReportArtifact, only: string): boolean {
  if (only === "critical") return time.isCritical;
  return only === "" || (only === "worked" ? status !== "reused" : status === only);
}

function Sums({ timeline }: Pick<Report, "timeline">) {
  return (
    <Facts
      large
      facts={[
        { what: "total", value: formatDuration(timeline.totalMs) },
        { what: "sequential", value: formatDuration(timeline.sequentialMs) },
        { what: "speed-up", value: timeline.speedUp === null ? null : formatTimes(timeline.speedUp) },
        { what: `parallel efficiency of ${plural(timeline.slots, "slot")}`, value: formatPercent(timeline.efficiency) },
        { what: "critical path share", value: formatPercent(timeline.criticalPath.share) },
      ]}
    />
  );
}

const rowsOf = ({ artifacts }: Report): readonly ReportArtifact[] =>
  artifacts
    .filter(({ time, status }) => time.startMs !== null || status === "reused")
    .sort((a, b) => startOf(a) - startOf(b));

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

/** Shows what the threads of each worker did, to the scale of the whole run. */
function Hosts({ report }: { readonly report: Report }) {
  const { tracks, tracksLeftOut, totalMs } = report.timeline;
  if (tracks.length === 0) return null;
  const share = (ms: number): string => `${totalMs > 0 ? (ms / totalMs) * 100 : 0}%`;
  return (
    <>
      <h3>Hosts and their threads</h3>
      <Table
        rows={tracks}
        keyOf={({ process, thread }) => `${process} ${thread}`}
        columns={[
          { title: "host", cell: ({ process }) => process },
          { title: "thread", cell: ({ thread }) => thread },
          { title: "work", cell: ({ figures }) => figures },
          {
            title: "when",
            cell: ({ stretches }) => (
              <span class="thread-track">
                {stretches.map(({ startMs, endMs, isLost }) => (
                  <span
                    key={startMs}
                    class={`work status-${isLost ? "interrupted" : "completed"}`}
                    style={{ left: share(startMs), width: share(endMs - startMs) }}
                  />
                ))}
              </span>
            ),
          },
        ]}
      />
      {tracksLeftOut > 0 && <p class="quiet">{tracksLeftOut} less busy threads are left out.</p>}
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

/** Lists the pieces of the bounding path, which cover the total time of the run. */
function Pieces({ report }: { readonly report: Report }) {
  const { boundingPath, boundingLeftOut, totalMs } = report.timeline;
  if (boundingPath.length === 0) return null;
  const shareOf = (ms: number): string => formatPercent(totalMs > 0 ? ms / totalMs : null);
  return (
    <>
      <h3>Where the time went</h3>
      <Table
        rows={boundingPath}
        keyOf={({ kind, startMs }) => `${kind} ${startMs}`}
        columns={[
          { title: "bounding path", cell: (piece) => <Piece {...piece} /> },
          { title: "time", cell: ({ durationMs }) => formatDuration(durationMs), isNumber: true },
          { title: "share", cell: ({ durationMs }) => shareOf(durationMs), isNumber: true },
        ]}
      />
      {boundingLeftOut > 0 && <p class="quiet">{boundingLeftOut} shorter pieces are left out.</p>}
    </>
  );
}

function Piece({ kind, artifact }: Report["timeline"]["boundingPath"][number]) {
  return (
    <>
      {kinds[kind]} {artifact !== null && <ArtifactLink id={artifact} />}
    </>
  );
}
