import { isAbsolute, relative, sep } from "node:path";
import { propertyText, yamlText } from "../yaml/index.ts";
import { excludePatterns, hiddenPattern, type RunbookPlace } from "./exclude-patterns.ts";
import type { DataSource, FolderOrFile, ServerDatabase } from "./search/index.ts";

/** Returns the artifacts that read the sources. The first of each kind has a comment that explains it. */
export function sourceEntries(sources: readonly DataSource[], place: RunbookPlace): string {
  const explained = new Set<DataSource["kind"]>();
  return sources
    .map((source) => {
      const about = explained.has(source.kind) ? "" : `  # ${explanations[source.kind]}\n`;
      explained.add(source.kind);
      return `${about}${sourceEntry(source, place, sources)}`;
    })
    .join("\n");
}

const explanations: Readonly<Record<DataSource["kind"], string>> = {
  sqlite: "A SQLite database: its structure, and a sample of the values in each column.",
  sql_dump: "A dump in SQL, read as if its database had been read. Nothing in it is executed.",
  filesystem: "The files below a folder: texts, tables, logs, documents, mails, and what is inside archives.",
  postgres: "A PostgreSQL database, read through a variable that holds its address with user and password.",
  mysql: "A MySQL or MariaDB database, read through a variable that holds its address with user and password.",
};

function sourceEntry(source: DataSource, place: RunbookPlace, sources: readonly DataSource[]): string {
  const properties =
    "variable" in source ? serverProperties(source) : fileProperties(source, runbookPath(place.dir, source.path));
  const lines = source.kind === "filesystem" ? [...properties, ...folderLines(source, place, sources)] : properties;
  return `  ${source.artifact}:
    name: ${yamlText(source.name)}
    source:
      type: ${source.kind}
      properties:
${lines.map((line) => `        ${line}\n`).join("")}`;
}

function fileProperties({ kind }: FolderOrFile, path: string): readonly string[] {
  if (kind === "filesystem") return [`path: ${propertyText(path)}`];
  return [
    `${kind === "sqlite" ? "database_path" : "path"}: ${propertyText(path)}`,
    "# max_rows_per_table: 1000",
    `# tables: { exclude: ["tmp_*"] }`,
  ];
}

const serverProperties = ({ kind, variable }: ServerDatabase): readonly string[] => [
  `url: "\${${variable}}"`,
  ...(kind === "postgres" ? ["# schemas: [public]"] : []),
  "# max_rows_per_table: 1000",
  `# tables: { exclude: ["tmp_*"] }`,
  "# ssl: { mode: require }   # if the server's certificate cannot be checked",
];

function folderLines(folder: FolderOrFile, place: RunbookPlace, sources: readonly DataSource[]): readonly string[] {
  const patterns = excludePatterns(folder, place, sources).map((pattern) =>
    pattern === hiddenPattern
      ? `  - ${propertyText(pattern)}   # hidden files and folders, such as .env`
      : `  - ${propertyText(pattern)}`,
  );
  return [`# include: ["*.csv", "*.pdf"]`, "exclude:", ...patterns, "# max_files: 1000"];
}

/** Returns the path relative to the runbook, with slashes, in a form that can only be read as a path. */
function runbookPath(dir: string, path: string): string {
  const away = relative(dir, path);
  if (isAbsolute(away)) return away;
  const slashed = away.split(sep).join("/");
  if (slashed === "") return ".";
  return slashed === ".." || slashed.startsWith("../") ? slashed : `./${slashed}`;
}
