import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { ReportArtifact } from "../../src/render/report/model.ts";
import { formatBytes, formatCount, formatDuration } from "../../src/render/text/units.ts";
import { usePage } from "../context.ts";
import { hrefOf } from "../route.ts";
import { Content } from "./content.tsx";
import { ErrorBlock } from "./error-block.tsx";
import { Json } from "./json.tsx";
import { Lineage } from "./lineage.tsx";
import { Log } from "./log.tsx";
import { Digest, Empty, Facts } from "./pieces.tsx";
import { StatusBadge } from "./status.tsx";

/** Shows one artifact in a panel over the current view. Escape and the browser's Back close it. */
export function Panel({ id }: { readonly id: string }) {
  const { report, route } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement || opener instanceof SVGElement) opener.focus();
    };
  }, []);
  useEffect(() => {
    dialog.current?.scrollTo({ top: 0 });
  }, [id]);
  const close = (): void => {
    location.hash = hrefOf({ ...route, artifact: null });
  };
  const artifact = report.byId.get(id);
  return (
    <dialog ref={dialog} class="panel" aria-labelledby="panel-title" onClose={close} closedby="any">
      <div class="panel-body">
        <button type="button" class="plain close" onClick={close}>
          <span aria-hidden="true">✕</span>
          <span class="unseen">Close</span>
        </button>
        {artifact === undefined ? <Unknown id={id} /> : <Sections artifact={artifact} />}
      </div>
    </dialog>
  );
}

function Unknown({ id }: { readonly id: string }) {
  return (
    <>
      <h2 id="panel-title">{id}</h2>
      <Empty>This run has no such artifact.</Empty>
    </>
  );
}

function Sections({ artifact }: { readonly artifact: ReportArtifact }) {
  const { id, error, config } = artifact;
  return (
    <>
      <Heading artifact={artifact} />
      {error !== null && <ErrorBlock artifact={artifact} />}
      <Facts facts={factsOf(artifact)} />
      <Section title="Lineage">
        <Lineage key={id} id={id} />
      </Section>
      <Section title="Content">
        <Content key={id} artifact={artifact} />
      </Section>
      {Object.keys(config).length > 0 && (
        <Section title="Configuration, as written">
          <Json key={id} value={config} name="properties" open />
        </Section>
      )}
      <Workers artifact={artifact} />
      <Notes artifact={artifact} />
      <Outputs artifact={artifact} />
    </>
  );
}

function Heading({ artifact }: { readonly artifact: ReportArtifact }) {
  const { id, name, description, status, altered, optional, output } = artifact;
  return (
    <>
      <h2 id="panel-title">{id}</h2>
      {name !== null && <p class="lead">{name}</p>}
      {description !== null && <p class="quiet">{description}</p>}
      <p class="row">
        <StatusBadge status={status} />
        {altered && <span class="mark">✎ changed by hand</span>}
        {optional && <span class="mark">optional</span>}
        {output && <span class="mark">output</span>}
      </p>
    </>
  );
}

/** Lists the workers of other processes that made it, or tried to. */
function Workers({ artifact: { workers } }: { readonly artifact: ReportArtifact }) {
  if (workers.length === 0) return null;
  return (
    <Section title="Workers">
      <ul>
        {workers.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Section>
  );
}

function Notes({ artifact: { notes, notesLeftOut } }: { readonly artifact: ReportArtifact }) {
  if (notes.length === 0) return null;
  return (
    <Section title="Log">
      {notesLeftOut > 0 && <p class="quiet">{formatCount(notesLeftOut)} earlier lines are left out.</p>}
      <Log notes={notes} />
    </Section>
  );
}

function Outputs({ artifact: { outputs } }: { readonly artifact: ReportArtifact }) {
  if (outputs.length === 0) return null;
  return (
    <Section title="Exported files">
      <ul>
        {outputs.map(({ format, path, digest }) => (
          <li key={path}>
            {path} <span class="quiet">({format})</span> <Digest value={digest} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function factsOf(artifact: ReportArtifact) {
  const { component, method, reused, skipped, time, attempts } = artifact;
  return [
    {
      what: "made by",
      value: component === null ? method : `${component.type} ${component.version} (${component.kind})`,
    },
    { what: "schema", value: <code>{artifact.schema}</code> },
    { what: "duration", value: artifact.durationMs === null ? null : formatDuration(artifact.durationMs) },
    { what: "waited", value: time.waitMs === null || time.waitMs < 1 ? null : formatDuration(time.waitMs) },
    { what: "attempts", value: attempts > 1 ? attempts : null },
    { what: "elements", value: artifact.elements === null ? null : formatCount(artifact.elements) },
    { what: "size", value: artifact.bytes === null ? null : formatBytes(artifact.bytes) },
    { what: "sensitivity", value: component?.sensitivity ?? null },
    { what: "reused", value: reused === null ? null : `from ${reused.from}, ${reused.artifact} (${reused.reason})` },
    { what: "skipped", value: skipped === null ? null : `${skipped.reason}: ${skipped.chain.join(" → ")}` },
    { what: "group", value: artifact.group.join(" / ") },
    { what: "tags", value: artifact.tags.join(", ") },
    { what: "contact", value: artifact.contact },
    { what: "digest", value: artifact.digest === null ? null : <Digest value={artifact.digest} /> },
  ];
}
