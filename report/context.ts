import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Report } from "./data.ts";
import type { Route } from "./route.ts";

export interface Page {
  readonly report: Report;
  readonly route: Route;
  /** Changes the address without adding an entry to the browser's history. */
  readonly replace: (route: Route) => void;
  /** True while printing: paper shows everything. */
  readonly isPrinting: boolean;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === null) throw new Error("used outside of the page");
  return page;
}
