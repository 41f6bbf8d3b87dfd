import type { Locator } from "../../plugin/index.ts";
import { fileName, keyOf } from "./file-names.ts";
import type { NamedEntity } from "./named-entity.ts";

interface NamedFile extends NamedEntity {
  readonly locator: Extract<Locator, { readonly kind: "file" }>;
}

const mostFields = 200;

/** Combines the fields of each file, because a rule may need all of them. */
export function fileCollector(): {
  readonly add: (locator: Locator) => void;
  readonly done: () => readonly NamedFile[];
} {
  const files = new Map<string, Map<string, string>>();
  return {
    add: (locator) => {
      if (locator.kind !== "file" && locator.kind !== "field") return;
      const fields = files.get(locator.path) ?? new Map<string, string>();
      files.set(locator.path, fields);
      if (locator.kind !== "field" || fields.size >= mostFields) return;
      const key = keyOf(locator.field);
      if (!fields.has(key)) fields.set(key, locator.field);
    },
    done: () =>
      [...files].map(([path, fields]) => {
        const { name, folders } = fileName(path);
        return { name, folders, columns: [...fields.keys()], fields, locator: { kind: "file", path } };
      }),
  };
}
