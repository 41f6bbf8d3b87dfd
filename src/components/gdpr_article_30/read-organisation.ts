import { LineCounter, parseDocument } from "yaml";
import { type Organisation, organisation } from "./organisation.ts";

type ReadOrganisation =
  | { readonly ok: true; readonly organisation: Organisation }
  | { readonly ok: false; readonly problem: string };

/** Reads the organisation file. A problem names the location and the allowed values, never the value in the file. */
export function readOrganisation(yamlText: string): ReadOrganisation {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax) return { ok: false, problem: `line ${lines.linePos(syntax.pos[0]).line}: not well-formed YAML` };
  const parsed = organisation.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {});
  if (parsed.success) return { ok: true, organisation: parsed.data };
  const [issue] = parsed.error.issues;
  const unknownKey = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const node = document.getIn([...(issue?.path ?? []), ...unknownKey], true);
  const range =
    typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range) ? node.range : [];
  const line = typeof range[0] === "number" ? `line ${lines.linePos(range[0]).line}: ` : "";
  const path = (issue?.path ?? []).map((p) => (typeof p === "number" ? `[${p}]` : `.${String(p)}`)).join("");
  const what =
    issue?.code === "unrecognized_keys" ? `unknown key ${issue.keys.map((k) => `"${k}"`).join(", ")}` : issue?.message;
  return { ok: false, problem: `${line}${path.replace(/^\./, "") || "top level"}: ${what}` };
}
