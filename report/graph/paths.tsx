import type { DrawnPath } from "../../src/render/graph/model.ts";
import { statusStyles } from "../../src/render/graph/status.ts";
import { formatCount } from "../../src/render/text/units.ts";
import { ArtifactLink } from "../parts/pieces.tsx";

/** Lists paths step by step, for a graph that hides their artifacts in groups. */
export function Paths({ paths }: { readonly paths: readonly DrawnPath[] }) {
  return (
    <>
      {paths.map(({ title, steps }) => (
        <div key={title} class="path">
          <h3>{title}</h3>
          <ol>
            {steps.map(({ node, leftOutBefore }) => (
              <li key={node.key}>
                {leftOutBefore > 0 && <span class="quiet">{formatCount(leftOutBefore)} more → </span>}
                <span class={`status status-${node.status}`}>
                  <span title={node.status === null ? "" : statusStyles[node.status].word}>
                    {node.status === null ? "" : statusStyles[node.status].symbol}
                  </span>{" "}
                  <ArtifactLink id={node.label} />
                </span>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </>
  );
}
