import type { ReportArtifact } from "../../src/render/report/model.ts";
import { formatCount } from "../../src/render/text/units.ts";
import { hrefOf } from "../route.ts";
import { Json } from "./json.tsx";
import { Empty } from "./pieces.tsx";

/** Shows the embedded content of an artifact, or the reason why there is none. */
export function Content({ artifact: { content, status } }: { readonly artifact: ReportArtifact }) {
  switch (content.state) {
    case "none":
      return <Empty>{status === "completed" ? "No content." : "It made no content in this run."}</Empty>;
    case "not-kept":
      return <Empty>Content was not kept; digest, counts and summary remain.</Empty>;
    case "withheld":
      return <Empty>Raw content is not part of this report. `wct report --raw` includes it.</Empty>;
    case "unreadable":
      return <Empty>Content cannot be read: {content.why}</Empty>;
    case "record":
      return (
        <p>
          This is a <a href={hrefOf({ tab: "record" })}>record of processing</a>; it is shown in full there.
        </p>
      );
    case "shown":
      return <Shown content={content} />;
  }
}

type ShownContent = Extract<ReportArtifact["content"], { readonly state: "shown" }>;

function Shown({ content: { stream, elements, total, rest, isCut } }: { readonly content: ShownContent }) {
  const left = total - elements.length;
  return (
    <div class="content">
      {stream !== null && (
        <>
          <p class="quiet">
            {stream}:{" "}
            {left === 0 ? formatCount(total) : `the first ${formatCount(elements.length)} of ${formatCount(total)}`}
            {left > 0 && ". `wct inspect` shows all, `wct report --head N` includes more."}
          </p>
          <ol class="elements">
            {elements.map((element, place) => (
              <li key={place}>
                <Json value={element} name={String(place)} />
              </li>
            ))}
          </ol>
        </>
      )}
      <Json value={rest} name={stream === null ? "content" : "rest of the content"} open={stream === null} />
      {isCut && <p class="quiet">Long texts and lists are cut where they say so.</p>}
    </div>
  );
}
