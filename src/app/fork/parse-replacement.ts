import { wctError } from "../../diagnostics/index.ts";
import { isPlannedId } from "../../domain/index.ts";
import type { CheckedReplacement } from "./read-replacement.ts";

/** An artifact, and the file whose content replaces its output. */
export interface NamedReplacement {
  readonly artifact: string;
  /** As the user named it. */
  readonly file: string;
  /** The content, if the file has been read already and may be gone. */
  readonly checked?: CheckedReplacement | undefined;
}

/** Parses `ARTIFACT=FILE`. Throws WCT_USAGE_REPLACEMENT. */
export function parseReplacement(text: string): NamedReplacement {
  const at = text.indexOf("=");
  const artifact = text.slice(0, Math.max(0, at));
  const file = text.slice(at + 1);
  if (at !== -1 && isPlannedId(artifact) && file !== "") return { artifact, file };
  const why = at === -1 ? 'has no "="' : file === "" ? "names no file" : `begins with "${artifact}", which is no id`;
  throw wctError("WCT_USAGE_REPLACEMENT", {
    message: `--replace "${text}" ${why}`,
    hint: "write --replace ARTIFACT=FILE",
  });
}
