import { useEffect, useState } from "preact/hooks";
import type { Grouping } from "../../src/render/graph/model.ts";
import { usePage } from "../context.ts";
import { useRoom } from "./room.ts";
import { useView } from "./use-view.ts";

const groupings: readonly Grouping[] = ["level", "tag", "component", "runbook", "failure"];

/**
 * Holds what the reader views and searches. The address contains the grouping (`by`) and the chosen artifact (`at`).
 */
export function useGraph() {
  const { report, route, replace } = usePage();
  const filters = route.tab === "graph" ? route.filters : {};
  const [query, setQuery] = useState("");
  const [status, setStatus] = useState("");
  const [toggled, setToggled] = useState<string | null>(null);
  const room = useRoom();
  const by = groupings.find((one) => one === filters["by"]) ?? "auto";
  const { view, open, setOpen, reveal, paths } = useView(report, by, room);
  const [zoom, setZoom] = useState(view.zoom);
  const chosen = filters["at"] ?? null;
  const set = (name: string, value: string): void => replace({ ...route, filters: { ...filters, [name]: value } });
  useEffect(() => {
    if (chosen !== null) reveal(chosen);
  }, [chosen, by]);
  useEffect(() => setZoom(view.zoom), [by]);
  return {
    ...{ report, filters, query, setQuery, status, setStatus, by, view, open, paths, zoom, setZoom, chosen, toggled },
    fit: () => setZoom(Math.min(1, room.width / (view.size.width + 24), room.height / (view.size.height + 24))),
    closeAll: () => setOpen(new Set()),
    groupBy: (value: string) => {
      setOpen(new Set());
      set("by", value);
    },
    choose: (id: string) => {
      reveal(id);
      setZoom(Math.max(zoom, 1));
      set("at", id);
    },
    /** Opens a group, or closes it together with the groups inside it. */
    toggle: (key: string) => {
      const others = [...open].filter((one) => one !== key && !one.startsWith(`${key}.`));
      setOpen(new Set(open.has(key) ? others : [...others, key]));
      setToggled(key);
    },
  };
}

export type GraphState = ReturnType<typeof useGraph>;
