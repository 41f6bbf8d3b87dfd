/** Folders that tools write; not data of the organisation. Hidden ones are covered by the pattern for hidden files. */
const toolFolders = new Set(["node_modules", "dist", "vendor", "venv", "__pycache__"]);

/** Files that `wct init` writes. */
const ownFiles = new Set([
  "wct.yaml",
  "runbook.yaml",
  "organisation.yaml",
  "runbook.schema.json",
  "organisation.schema.json",
]);

/** Decides by name what is no data of the organisation. */
export const skippedNames = {
  isTool: (name: string): boolean => toolFolders.has(name),
  isOwn: (name: string): boolean => ownFiles.has(name) || name === ".wct",
  isHidden: (name: string): boolean => name.startsWith("."),
} as const;
