import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Report } from "./data.ts";
import type { Route } from "./route.ts";

export interface Page {
  readonly report: Report;
  readonly route: Route;
  /** Changes the address without a step in the reader's history. */
  readonly replace: (route: Route) => void;
  /** Everything is shown at once, for paper. */
  readonly isPrinting: boolean;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error("used outside of the page");
  return page;
}
