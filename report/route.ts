import { useEffect, useState } from "preact/hooks";

export const tabs = [
  "overview",
  "graph",
  "timeline",
  "artifacts",
  "findings",
  "record",
  "errors",
  "verification",
] as const;
export type Tab = (typeof tabs)[number];

/** Where the reader is: `#findings?category=email`, `#graph/customer_data`. */
export interface Route {
  readonly tab: Tab;
  /** The artifact whose panel is open. */
  readonly artifact: string | null;
  readonly filters: Readonly<Record<string, string>>;
}

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?", 2);
  const [word = "", ...rest] = path.split("/");
  const artifact = decoded(rest.join("/"));
  return {
    tab: tabs.find((tab) => tab === word) ?? "overview",
    artifact: artifact === "" ? null : artifact,
    filters: Object.fromEntries(new URLSearchParams(query)),
  };
}

export function hrefOf({ tab, artifact = null, filters = {} }: Partial<Route>): string {
  const set = Object.entries(filters).filter(([, value]) => value !== "");
  const query = set.length === 0 ? "" : `?${new URLSearchParams(set)}`;
  return `#${tab ?? "overview"}${artifact === null ? "" : `/${encodeURIComponent(artifact)}`}${query}`;
}

/** Links are written by people, too. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The route, and a change of it without a step in the reader's history. */
export function useRoute(): readonly [Route, (route: Route) => void] {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = (): void => setRoute(parseRoute(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const replace = (next: Route): void => {
    history.replaceState(null, "", hrefOf(next));
    setRoute(next);
  };
  return [route, replace];
}
