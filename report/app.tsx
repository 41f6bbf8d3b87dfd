import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { formatCount } from "../src/render/text/units.ts";
import { PageContext } from "./context.ts";
import type { Report } from "./data.ts";
import { Panel } from "./parts/panel.tsx";
import { RunStatusBadge } from "./parts/status.tsx";
import { ThemeButton } from "./parts/theme.tsx";
import { usePrinting } from "./printing.ts";
import { hrefOf, type Tab, tabs, useRoute } from "./route.ts";
import { Artifacts } from "./views/artifacts.tsx";
import { Errors } from "./views/errors.tsx";
import { Findings } from "./views/findings.tsx";
import { Graph } from "./views/graph.tsx";
import { Overview } from "./views/overview.tsx";
import { Records } from "./views/record.tsx";
import { TimelineView } from "./views/timeline.tsx";
import { Verification } from "./views/verification.tsx";

export interface AppProps {
  readonly report: Report;
}

const titles: Readonly<Record<Tab, string>> = {
  overview: "Overview",
  graph: "Graph",
  timeline: "Timeline",
  artifacts: "Artifacts",
  findings: "Findings",
  record: "Record of processing",
  errors: "Errors",
  verification: "Verification",
};

export function App({ report }: AppProps) {
  const [route, replace] = useRoute();
  const isPrinting = usePrinting();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useFilterKey();
  useEffect(() => {
    document.title = `${titles[route.tab]} · ${report.run.runbook.name} · ${report.run.id}`;
    // A new view starts at its top. The first view keeps the reader's scroll position.
    if (!isFirst.current && route.artifact === null) scrollTo({ top: 0 });
    isFirst.current = false;
  }, [route.tab]);
  const shown = isPrinting ? tabs : [route.tab];
  const skip = (event: Event): void => {
    event.preventDefault();
    main.current?.focus();
  };
  return (
    <PageContext.Provider value={{ report, route, replace, isPrinting }}>
      {/* biome-ignore lint/a11y/useValidAnchor: the address holds the route, which the jump must not replace */}
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <Header report={report} />
      <Tabs report={report} current={route.tab} />
      <main id="main" ref={main} tabIndex={-1}>
        {shown.map((tab) => (
          <section key={tab} class={`view view-${tab}`} aria-labelledby={`title-${tab}`}>
            <h2 id={`title-${tab}`}>{titles[tab]}</h2>
            <View tab={tab} />
          </section>
        ))}
      </main>
      <footer>
        Made by wct {report.wct} from the record of {report.run.id}. This file loads nothing and sends nothing.
      </footer>
      {route.artifact !== null && !isPrinting && <Panel id={route.artifact} />}
    </PageContext.Provider>
  );
}

function Header({ report: { run } }: { readonly report: Report }) {
  return (
    <header class="top">
      <div>
        <h1>{run.runbook.name}</h1>
        <p class="quiet">{run.runbook.description}</p>
      </div>
      <div class="top-side">
        <RunStatusBadge status={run.status} />
        <code class="quiet">{run.id}</code>
        <ThemeButton />
      </div>
    </header>
  );
}

function Tabs({ report, current }: { readonly report: Report; readonly current: Tab }) {
  return (
    <nav class="tabs" aria-label="Views">
      {tabs.map((tab) => (
        <a key={tab} href={hrefOf({ tab })} aria-current={tab === current ? "page" : undefined}>
          {titles[tab]}
          <Count report={report} tab={tab} />
        </a>
      ))}
    </nav>
  );
}

function Count({ report, tab }: { readonly report: Report; readonly tab: Tab }): ComponentChildren {
  const counts: Partial<Readonly<Record<Tab, number>>> = {
    artifacts: report.artifacts.length,
    findings: report.findings.artifacts.reduce((sum, { total }) => sum + total, 0),
    errors: report.artifacts.filter(({ error }) => error !== null).length,
  };
  const count = counts[tab] ?? 0;
  return count === 0 ? null : <span class={`tally tally-${tab}`}>{formatCount(count)}</span>;
}

function View({ tab }: { readonly tab: Tab }) {
  switch (tab) {
    case "overview":
      return <Overview />;
    case "graph":
      return <Graph />;
    case "timeline":
      return <TimelineView />;
    case "artifacts":
      return <Artifacts />;
    case "findings":
      return <Findings />;
    case "record":
      return <Records />;
    case "errors":
      return <Errors />;
    case "verification":
      return <Verification />;
  }
}

/** Moves the focus to the view's filter when the reader presses `/`. */
function useFilterKey(): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { target } = event;
      const isTyping = target instanceof HTMLElement && target.matches("input, select, textarea");
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      const filter = document.querySelector<HTMLInputElement>("main input[type=search]");
      if (filter === null) return;
      event.preventDefault();
      filter.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
