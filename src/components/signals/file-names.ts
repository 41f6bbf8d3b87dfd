import type { StandardInputItem } from "../../plugin/index.ts";

/** The parts of a file's path: its name without the extension, the folders, the extension. */
interface FileName {
  readonly name: string;
  readonly folders: readonly string[];
  readonly extension: string;
}

/**
 * Parses a path with forward slashes. A log keeps its extension in the name, because the name describes its lines:
 * `access.log`.
 */
export function fileName(path: string): FileName {
  const folders = path.split("/");
  const whole = folders.pop() ?? "";
  const dot = whole.lastIndexOf(".");
  const extension = dot > 0 ? whole.slice(dot + 1).toLowerCase() : "";
  const name = dot > 0 && extension !== "log" ? whole.slice(0, dot) : whole;
  return { name, folders, extension };
}

const longestField = 60;
const mostFields = 200;

/** Returns the names of the fields in a piece of a file: the header of a CSV file, or the keys of JSON. */
export function fieldsOf(item: Pick<StandardInputItem, "content" | "file">, extension: string): readonly string[] {
  const fields = /^(?:csv|tsv|tab)$/.test(extension)
    ? headerFields(item)
    : /^(?:json|jsonl|ndjson)$/.test(extension)
      ? [...item.content.matchAll(/"([\p{L}_][\p{L}\p{N}_ .-]{0,59})"\s*:/gu)].map((match) => match[1] ?? "")
      : [];
  return [...new Set(fields)].slice(0, mostFields);
}

function headerFields({ content, file }: Pick<StandardInputItem, "content" | "file">): readonly string[] {
  if ((file?.part ?? 1) !== 1) return [];
  const [line = ""] = content.replace(/^\uFEFF/, "").split(/\r?\n/, 1);
  const fields = line.split(/[,;\t|]/).map((field) => field.trim().replace(/^"(.*)"$/, "$1"));
  const isHeader = fields.length > 1 && fields.every((one) => one.length <= longestField && /^\p{L}[^@]*$/u.test(one));
  return isHeader ? fields : [];
}
