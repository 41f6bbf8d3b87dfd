import { failedPath } from "../../src/render/graph/overview/index.ts";
import { Figure } from "../graph/figure.tsx";
import { Paths } from "../graph/paths.tsx";
import { GroupChoice, Hits, hitsOf, SizeButtons, statusesOf } from "../graph/tools.tsx";
import { type GraphState, useGraph } from "../graph/use-graph.ts";
import { Choice, Filter } from "../parts/pieces.tsx";

/** Shows the run's artifacts, grouped if there are many. */
export function Graph() {
  const state = useGraph();
  const { report, query, choose, view, paths } = state;
  return (
    <>
      <Tools state={state} />
      <Hits report={report} query={query} onChoose={choose} />
      {view.isGrouped && <Paths paths={paths.filter(({ title }) => title === failedPath)} />}
      <p class="quiet unprinted">
        {view.isGrouped ? "Click a group to expand it; an artifact" : "A box"} opens its panel. Arrow keys go from box
        to box, Enter opens; drag to move.
      </p>
      <Figure state={state} />
      {view.isGrouped && <Paths paths={paths.filter(({ title }) => title !== failedPath)} />}
    </>
  );
}

function Tools({ state }: { readonly state: GraphState }) {
  const { report, query, setQuery, status, setStatus, by, groupBy, zoom, setZoom, fit, open, closeAll, choose } = state;
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    const [first] = hitsOf(report, query);
    if (first !== undefined) choose(first);
  };
  return (
    <div class="tools">
      <form onSubmit={onSubmit}>
        <Filter label="Find an artifact" value={query} onChange={setQuery} />
      </form>
      <Choice label="status" value={status} onChange={setStatus} options={statusesOf(report)} />
      <GroupChoice report={report} value={by} onChange={groupBy} />
      <SizeButtons zoom={zoom} setZoom={setZoom} fit={fit} />
      {open.size > 0 && (
        <button type="button" onClick={closeAll}>
          Close all groups
        </button>
      )}
    </div>
  );
}
