import type { Grouping } from "../../src/render/graph/model.ts";
import { statusStyles } from "../../src/render/graph/status.ts";
import { formatCount } from "../../src/render/text/units.ts";
import type { Report } from "../data.ts";
import { Choice, fits } from "../parts/pieces.tsx";

const step = 1.3;

export interface Size {
  readonly zoom: number;
  readonly setZoom: (zoom: number) => void;
  /** Zooms to the available size. */
  readonly fit: () => void;
}

export function SizeButtons({ zoom, setZoom, fit }: Size) {
  return (
    <fieldset class="buttons">
      <legend class="unseen">Size</legend>
      <button type="button" onClick={() => setZoom(zoom / step)} aria-label="Smaller">
        −
      </button>
      <button type="button" onClick={() => setZoom(zoom * step)} aria-label="Larger">
        +
      </button>
      <button type="button" onClick={fit}>
        Fit
      </button>
      <button type="button" onClick={() => setZoom(1)}>
        100 %
      </button>
    </fieldset>
  );
}

const order = ["failed", "interrupted", "skipped", "running", "pending", "completed", "reused"] as const;

/** Returns the statuses in the graph with their counts, those that need attention first. */
export const statusesOf = ({ artifacts }: Report): readonly (readonly [value: string, text: string])[] =>
  order.flatMap((status) => {
    const count = artifacts.filter((one) => one.status === status).length;
    return count === 0 ? [] : [[status, `${statusStyles[status].word} (${formatCount(count)})`] as const];
  });

const names: Readonly<Record<Exclude<Grouping, "auto">, string>> = {
  level: "level",
  tag: "tag",
  component: "component",
  runbook: "child runbook",
  failure: "failed path",
};

export interface GroupChoiceProps {
  readonly report: Report;
  readonly value: Grouping;
  readonly onChange: (value: string) => void;
}

/** Offers only groupings that distinguish artifacts. */
export function GroupChoice({ report: { artifacts }, value, onChange }: GroupChoiceProps) {
  const present: Readonly<Record<Exclude<Grouping, "auto">, boolean>> = {
    level: artifacts.some(({ inputs }) => inputs.length > 0),
    tag: artifacts.some(({ tags }) => tags.length > 0),
    component: new Set(artifacts.map(({ component }) => component?.type)).size > 1,
    runbook: artifacts.some(({ group }) => group.length > 0),
    failure: artifacts.some(({ status }) => status === "failed"),
  };
  const options = (["level", "tag", "component", "runbook", "failure"] as const).filter((one) => present[one]);
  return (
    <Choice
      label="group by"
      all="automatic"
      value={value === "auto" ? "" : value}
      onChange={onChange}
      options={options.map((one) => [one, names[one]])}
    />
  );
}

const mostHits = 8;

export interface HitsProps {
  readonly report: Report;
  readonly query: string;
  readonly onChoose: (id: string) => void;
}

/** Lists the artifacts that match a query, wherever they are drawn. Enter in the search field chooses the first. */
export function Hits({ report, query, onChoose }: HitsProps) {
  const found = hitsOf(report, query);
  if (query === "") return null;
  return (
    <div class="hits unprinted" role="status">
      {found.length === 0 ? "No matching artifacts." : `${formatCount(found.length)} found:`}{" "}
      {found.slice(0, mostHits).map((id) => (
        <button key={id} type="button" onClick={() => onChoose(id)}>
          {id}
        </button>
      ))}
      {found.length > mostHits && <span class="quiet"> and {formatCount(found.length - mostHits)} more</span>}
    </div>
  );
}

export const hitsOf = ({ artifacts }: Report, query: string): readonly string[] =>
  query === "" ? [] : artifacts.filter(({ id, name }) => fits(query, [id, name])).map(({ id }) => id);
