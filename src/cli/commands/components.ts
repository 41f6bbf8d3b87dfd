import type { ListedRule } from "../../app/components/index.ts";
import { componentsNamed, type ListedComponent, type ListKind, listComponents } from "../../app/components/index.ts";
import { apiVersion, type ComponentListShape, renderTable, safeText } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { PluginOptions } from "../options.ts";

/** Runs `wct connectors`, `processors`, `exporters`, `rulesets`, `schemas`: prints the list, or one entry in full. */
export async function components(
  io: Io,
  kind: ListKind,
  name: string | undefined,
  { plugin, json }: PluginOptions,
): Promise<number> {
  const found =
    name === undefined ? await listComponents(io, kind, plugin) : await componentsNamed(io, { kind, name }, plugin);
  const answer: ComponentListShape = { apiVersion, kind: "ComponentList", of: kind, components: found };
  const text = json
    ? JSON.stringify(answer)
    : name === undefined
      ? inList(kind, found)
      : found.map(inFull).join("\n\n");
  await io.stdout.write(`${text}\n`);
  return 0;
}

function inList(kind: ListKind, all: readonly ListedComponent[]): string {
  const rows = all.map((one) => [one.name, one.output ?? "", safeText(one.description)]);
  const withOutput = all.some((one) => one.output !== null);
  const titles = [kind.slice(0, -1), ...(withOutput ? ["makes"] : []), "description"];
  const cells = withOutput ? rows : rows.map(([a = "", , c = ""]) => [a, c]);
  return renderTable(
    titles.map((title) => ({ title })),
    cells,
  );
}

function inFull(one: ListedComponent): string {
  const lines = [`${one.name}${one.version ? `  ${one.version}` : ""}`, `  ${one.description}`];
  if (one.inputs) lines.push("", "takes", ...one.inputs.map((combination) => `  ${combination.join(" + ")}`));
  if (one.output) lines.push("", "makes", `  ${one.output}`);
  if (one.schema) lines.push("", "schema", ...indent(JSON.stringify(one.schema, null, 2)));
  if (one.example) lines.push("", "example", ...indent(one.example.trimEnd()));
  if (one.rules) lines.push("", ...indent(renderRules(one.rules)));
  return lines.join("\n");
}

const indent = (text: string): string[] => text.split("\n").map((line) => `  ${line}`);

/** Formats the rules as a table. */
export function renderRules(rules: readonly ListedRule[]): string {
  const isPersonalData = rules.some((one) => one.special_category !== null);
  const titles = ["rule", "category", ...(isPersonalData ? ["special"] : []), "evidence"];
  return renderTable(
    titles.map((title) => ({ title })),
    rules.map((one) => [
      safeText(one.id),
      safeText(one.category),
      ...(isPersonalData ? [one.special_category === true ? "yes" : "no"] : []),
      one.evidence.join(", "),
    ]),
  );
}
