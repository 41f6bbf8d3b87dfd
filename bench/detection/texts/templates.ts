import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Half, halfOf } from "../random.ts";

/** A text with placeholders in braces. */
export interface TextTemplate {
  /** File and heading, such as `de/brief-anrede`. */
  readonly id: string;
  readonly half: Half;
  /** The locales whose values it takes. */
  readonly locales: readonly string[];
  readonly text: string;
}

const folder = join(import.meta.dirname, "templates");

/**
 * Reads the templates, a file each language. `@locales` in the first line lists the locales of the file, `## name` starts
 * a template, and `@only` in its first line restricts the locales.
 */
export function readTemplates(): readonly TextTemplate[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".txt"))
    .sort()
    .flatMap((file) => templatesIn(file.slice(0, -".txt".length), readFileSync(join(folder, file), "utf8")));
}

export function templatesIn(language: string, content: string): readonly TextTemplate[] {
  const [head = "", ...parts] = content.split(/^## /m);
  const all = words(/^@locales (.*)$/m.exec(head)?.[1]);
  return parts.map((part) => {
    const [, name = "", only, text = ""] = /^(.*)\n(?:@only (.*)\n)?([\s\S]*)$/.exec(part) ?? [];
    const id = `${language}/${name}`;
    return { id, half: halfOf(id), locales: only === undefined ? all : words(only), text: text.trimEnd() };
  });
}

const words = (text = ""): readonly string[] => text.split(" ").filter((word) => word !== "");
