import type { TextChange, WrittenRunbook } from "./mutations.ts";

/** Mutations of the text that no object can express: keys that stand twice, and faults of YAML. */
export function textRules({ artifacts }: WrittenRunbook): readonly TextChange[] {
  const ids = Object.keys(artifacts);
  return [
    ...ids.map(
      (id): TextChange => ({
        ...{ about: `"${id}" stands twice`, code: "WCT_RUNBOOK_DUPLICATE_KEY" },
        change: (text) => `${text}  ${id}: { inputs: [shop] }\n`,
      }),
    ),
    ...["name", "description", "config"].map(
      (key): TextChange => ({
        ...{ about: `${key} stands twice`, code: "WCT_RUNBOOK_DUPLICATE_KEY" },
        change: (text) => `${text}${key}: again\n`,
      }),
    ),
    ...["type: sqlite", "database_path: shop.db", "max_concurrency: 4"].map(
      (line): TextChange => ({
        ...{ about: `${line} stands twice`, code: "WCT_RUNBOOK_DUPLICATE_KEY" },
        change: (text) => text.replace(new RegExp(`^( *)${line}$`, "m"), `$1${line}\n$1${line}`),
      }),
    ),
    ...ids.map(
      (id): TextChange => ({
        ...{ about: `a tab before "${id}"`, code: "WCT_RUNBOOK_SYNTAX" },
        change: (text) => text.replace(`\n  ${id}:`, `\n\t${id}:`),
      }),
    ),
    ...ids.map(
      (id): TextChange => ({
        ...{ about: `an unclosed list in "${id}"`, code: "WCT_RUNBOOK_SYNTAX" },
        change: (text) => text.replace(`\n  ${id}:`, `\n  ${id}:\n    tags: [a, b`),
      }),
    ),
    { about: "two documents", code: "WCT_RUNBOOK_SEVERAL_DOCUMENTS", change: (text) => `${text}---\n${text}` },
    { about: "an unknown alias", code: "WCT_RUNBOOK_SYNTAX", change: (text) => text.replace("shop.db", "*path") },
    { about: "nothing at all", code: "WCT_RUNBOOK_BAD_VALUE", change: () => "" },
    { about: "a list", code: "WCT_RUNBOOK_BAD_VALUE", change: () => "- a\n- b\n" },
  ];
}
