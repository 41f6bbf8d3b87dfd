import type { KnownWorker } from "../../domain/index.ts";
import { apiVersion } from "../json.ts";
import type { WorkerListShape } from "../shapes/index.ts";
import { formatMoment, type Palette, plural, renderTable, safeText } from "../text/index.ts";

type WorkerState = WorkerListShape["workers"][number]["state"];

/** A worker that did not leave and whose lease has ended is lost, whether or not its jobs were given to others yet. */
const stateOf = ({ isAlive, hasLeft }: KnownWorker): WorkerState => (hasLeft ? "left" : isAlive ? "alive" : "lost");

export function workerListJson(workers: readonly KnownWorker[]): WorkerListShape {
  return {
    apiVersion,
    kind: "WorkerList",
    workers: workers.map((worker) => ({
      ...{ id: worker.id, state: stateOf(worker), host: worker.host, process: worker.process, slots: worker.slots },
      ...{ wct: worker.wct, node: worker.node, labels: worker.labels },
      ...{ startedAt: worker.startedAt, seenAt: worker.seenAt, makes: worker.makes },
    })),
  };
}

/** More artifacts of one worker are counted. */
const mostNamed = 3;

/** Renders the table of `wct workers`. The state is shown if a worker is not alive. */
export function renderWorkerList(workers: readonly KnownWorker[], palette: Palette): string {
  const hasEnded = workers.some((worker) => stateOf(worker) !== "alive");
  const titles = [
    "worker",
    ...(hasEnded ? ["state"] : []),
    "host",
    "process",
    "slots",
    "wct",
    "labels",
    "since",
    "makes",
  ];
  return renderTable(
    titles.map((title) => (title === "process" || title === "slots" ? { title, align: "right" } : { title })),
    workers.map((worker) => {
      const state = stateOf(worker);
      return [
        worker.id.slice(0, 8),
        ...(hasEnded ? [state === "alive" ? state : palette.yellow(state)] : []),
        safeText(worker.host),
        String(worker.process),
        state === "alive" ? `${worker.makes.length}/${worker.slots}` : String(worker.slots),
        safeText(worker.wct),
        safeText(worker.labels.join(" ")) || "-",
        formatMoment(worker.startedAt),
        makesText(worker.makes),
      ];
    }),
  );
}

function makesText(makes: KnownWorker["makes"]): string {
  if (makes.length === 0) return "-";
  const named = makes.slice(0, mostNamed).map(({ artifact, run }) => `${safeText(artifact)} of ${run}`);
  const more = makes.length - named.length;
  return `${named.join(", ")}${more === 0 ? "" : ` and ${plural(more, "other")}`}`;
}
