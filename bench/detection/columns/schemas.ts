import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Half, halfOf } from "../random.ts";

/** A column of a made-up application, and whether it is personal data. */
export interface LabelledColumn {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  /** The table that a foreign key refers to. */
  readonly references: string | undefined;
  /** `none`: no personal data. `linked`: data about a person only through its row; finding it is neither right nor wrong. */
  readonly kind: "direct" | "linked" | "none";
  /** The categories that are right for a direct one. */
  readonly categories: readonly string[];
}

/** The tables of one made-up application. */
export interface LabelledSchema {
  readonly name: string;
  readonly half: Half;
  readonly columns: readonly LabelledColumn[];
}

/** The folder of the schemas of the bench. */
export const schemaFolder = join(import.meta.dirname, "schemas");

/** Reads the schemas of a folder, a file each; those of the bench by default. */
export function readSchemas(folder = schemaFolder): readonly LabelledSchema[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".txt"))
    .sort()
    .map((file) => schemaIn(file.slice(0, -".txt".length), readFileSync(join(folder, file), "utf8")));
}

/**
 * Parses a schema. `## table` starts a table; its columns follow with commas between them, each as `name type label` and,
 * for a foreign key, `->table`. The label is `-` (none), `~` (linked) or categories with slashes between them, where `~`
 * among them makes the column linked.
 */
export function schemaIn(name: string, content: string): LabelledSchema {
  const tables = content.split(/^## /m).slice(1);
  const columns = tables.flatMap((part) => {
    const [table = "", ...lines] = part.trim().split("\n");
    return lines
      .join(",")
      .split(",")
      .map((text) => text.trim())
      .filter((text) => text !== "")
      .map((text) => columnIn(table, text));
  });
  return { name, half: halfOf(name), columns };
}

function columnIn(table: string, text: string): LabelledColumn {
  const [, name, type, label, references] = /^(\S+) (\S+) (\S+)(?: ->(\S+))?$/.exec(text) ?? [];
  if (name === undefined || type === undefined || label === undefined) throw new Error(`no column: ${table}.${text}`);
  const parts = label.split("/");
  const kind = label === "-" ? "none" : parts.includes("~") ? "linked" : "direct";
  return { table, name, type, references, kind, categories: kind === "none" ? [] : parts.filter((one) => one !== "~") };
}
