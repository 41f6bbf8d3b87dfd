import { createHash } from "node:crypto";
import type { ArtifactId } from "../../domain/index.ts";

/** File systems allow 255 bytes; extensions and temporary names need some. */
const longest = 180;

/**
 * Returns the name of an artifact's file without its extension: the id with `.` for the slashes of child runbooks, which
 * no id contains. Different ids have different names, and none leads to another folder.
 */
export function fileStem(id: ArtifactId): string {
  const parts = id.toWellFormed().split("/");
  const stem = parts.map((part) => encodeURIComponent(part).replaceAll(".", "%2E")).join(".");
  if (stem.length <= longest) return stem;
  const digest = createHash("sha256").update(id).digest("hex");
  return `${stem.slice(0, longest - 17)}~${digest.slice(0, 16)}`;
}
