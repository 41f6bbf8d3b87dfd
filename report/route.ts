import { useLayoutEffect, useState } from "preact/hooks";

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

/** The reader's current location in the report: `#findings?category=email`, `#graph/customer_data`. */
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

/** Decodes a text, which may be malformed because people write links too. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Returns the route, and a function that changes it without adding an entry to the browser's history. */
export function useRoute(): readonly [Route, (route: Route) => void] {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useLayoutEffect(() => {
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
