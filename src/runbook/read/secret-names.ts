import type { ReportProblem } from "../yaml/index.ts";
import { childOf, entryOf, type MappingNode, quote, type TreeNode } from "../yaml/index.ts";
import type { SourcingContext } from "./sourced-object.ts";

/**
 * Reports `${NAME}` where a variable's name is required. It would be replaced by the value, and every record would then
 * contain the value.
 */
export function reportNoNames(node: TreeNode, report: ReportProblem): void {
  const items = node.kind === "list" ? node.items : [node];
  for (const item of items) {
    if (item.kind !== "scalar" || !item.hasPlaceholder) continue;
    const written = String(item.value);
    const name = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(written)?.[1];
    report({
      code: "WCT_RUNBOOK_BAD_VALUE",
      span: item.span,
      message: `"config.secrets" takes names of variables, but ${quote(written)} is a value`,
      hint: `write ${name ?? "the name of the variable, without ${ }"}`,
    });
  }
}

/**
 * Warns about names of unset variables, which protect nothing and may be misspelled. Also rejects a secret used as a
 * number in the run's settings, because events contain these numbers.
 */
export function checkSecretNames(config: MappingNode, secrets: readonly string[], context: SourcingContext): void {
  const list = entryOf(config, "secrets")?.node;
  for (const [index, name] of secrets.entries()) {
    if (context.environment.env.has(name)) continue;
    context.report({
      code: "WCT_RUNBOOK_ENV_MISSING",
      severity: "warning",
      span: (list && childOf(list, index))?.span ?? config.span,
      message: `environment variable "${name}", which is listed in "config.secrets", is not set`,
      hint: `set ${name}, or correct the name: without a value nothing is redacted`,
    });
  }
  const names = new Set(secrets);
  for (const key of ["max_concurrency", "workers"]) {
    const setting = entryOf(config, key)?.node;
    if (setting?.kind !== "scalar" || !setting.hasPlaceholder) continue;
    const secret = [...String(setting.value).matchAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)/g)].find(([, name]) =>
      names.has(name ?? ""),
    );
    if (secret === undefined) continue;
    context.report({
      code: "WCT_RUNBOOK_BAD_VALUE",
      span: setting.span,
      message: `"config.${key}" uses "${secret[1]}", which is listed in "config.secrets", but is recorded with every run`,
      hint: "use a variable that is not a secret",
    });
  }
}
