import { useState } from "preact/hooks";
import { usePage } from "../context.ts";
import { neighbours } from "../data.ts";
import { ArtifactLink, Empty } from "./pieces.tsx";
import { StatusBadge } from "./status.tsx";

/** Shows what an artifact was made from, and what was made from it. Each branch can be opened to its end. */
export function Lineage({ id }: { readonly id: string }) {
  return (
    <div class="lineage">
      <Side id={id} direction="up" title="Made from" none="Nothing: it comes from outside." />
      <Side id={id} direction="down" title="Used by" none="Nothing in this run." />
    </div>
  );
}

type Direction = "up" | "down";

interface SideProps {
  readonly id: string;
  readonly direction: Direction;
  readonly title: string;
  readonly none: string;
}

function Side({ id, direction, title, none }: SideProps) {
  const { report } = usePage();
  const ids = neighbours(report, id, direction);
  return (
    <div>
      <h4>{title}</h4>
      {ids.length === 0 ? <Empty>{none}</Empty> : <Branches ids={ids} of={id} direction={direction} />}
    </div>
  );
}

interface BranchesProps {
  readonly ids: readonly string[];
  /** The artifact whose neighbours are shown. */
  readonly of: string;
  readonly direction: Direction;
}

const mostListed = 30;

function Branches({ ids, of, direction }: BranchesProps) {
  const more = ids.length - mostListed;
  return (
    <ul class="tree">
      {ids.slice(0, mostListed).map((id) => (
        <Branch key={id} id={id} of={of} direction={direction} />
      ))}
      {more > 0 && <li class="quiet">and {more} more</li>}
    </ul>
  );
}

function Branch({ id, of, direction }: { readonly id: string; readonly of: string; readonly direction: Direction }) {
  const { report } = usePage();
  const [isOpen, setOpen] = useState(false);
  const further = neighbours(report, id, direction);
  const artifact = report.byId.get(id);
  const upper = direction === "up" ? of : id;
  const lower = direction === "up" ? id : of;
  const digest = report.byId.get(upper)?.inputs.find((input) => input.artifact === lower)?.digest ?? null;
  return (
    <li>
      {further.length > 0 ? (
        <button type="button" class="plain twist" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <span aria-hidden="true">{isOpen ? "▾" : "▸"}</span>
          <span class="unseen">
            {direction === "up" ? "what it was made from" : "what uses it"}: {id}
          </span>
        </button>
      ) : (
        <span class="twist" />
      )}
      <ArtifactLink id={id} /> {artifact !== undefined && <StatusBadge status={artifact.status} />}{" "}
      {digest !== null && (
        <code class="quiet" title={digest}>
          {digest.slice(0, 12)}
        </code>
      )}
      {isOpen && <Branches ids={further} of={id} direction={direction} />}
    </li>
  );
}
