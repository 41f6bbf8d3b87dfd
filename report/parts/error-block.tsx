import type { ReportArtifact } from "../../src/render/report/model.ts";
import { usePage } from "../context.ts";

/** Shows the error of an artifact, the next action, and the meaning of the code. */
export function ErrorBlock({ artifact: { error } }: { readonly artifact: ReportArtifact }) {
  const { codes } = usePage().report;
  if (error === null) return null;
  const { code, message, hint, componentCode, exception } = error;
  const known = codes[code];
  return (
    <div class="error">
      <p>
        <code>{code}</code> {componentCode !== null && <code>{componentCode}</code>}{" "}
        {known !== undefined && <b>{known.title}</b>}
      </p>
      <p class="message">{message}</p>
      {hint !== null && (
        <p class="hint">
          <b>Hint:</b> {hint}
        </p>
      )}
      {known !== undefined && (
        <p class="quiet">
          {known.cause} {known.fix}
        </p>
      )}
      {exception !== null && (
        <details>
          <summary>
            {exception.name}
            {exception.code !== null && ` ${exception.code}`}
          </summary>
          <pre>{exception.frames.join("\n")}</pre>
          <p class="quiet">What the exception itself said may quote data, and is not part of reports.</p>
        </details>
      )}
    </div>
  );
}
