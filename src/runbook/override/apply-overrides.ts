import { type Diagnostic, diagnostic, listNames, nearest } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import type { Runbook, RunbookArtifact, RunbookMethod, SourcedObject } from "../model.ts";
import { type Environment, type SourcingContext, sourcedObject } from "../read/index.ts";
import { composeTree, type RunbookProblem, sourceText } from "../yaml/index.ts";
import { showConfigPath } from "./config-path.ts";
import { overriddenObject, pathIn, type SourcedValue } from "./overridden-object.ts";
import { keyLocation, valueLocation, withOverrideNamed } from "./override-location.ts";
import type { ConfigOverride } from "./parse-override.ts";

interface OverrideContext extends Pick<Environment, "env" | "noEnv"> {
  readonly report: (problem: Diagnostic) => void;
}

/**
 * Returns a runbook in which overrides replace values of configurations, in order. Reports overrides that cannot be
 * applied, and placeholders whose variable is not set. The text of the runbook and all locations stay the same.
 */
export function applyOverrides(
  runbook: Runbook,
  overrides: readonly ConfigOverride[],
  { report, ...environment }: OverrideContext,
): Runbook {
  if (overrides.length === 0) return runbook;
  const artifacts = new Map(runbook.artifacts);
  const inside = (id: string) => [...artifacts.keys()].filter((one) => one.startsWith(`${id}/`));
  const context = { environment: { ...environment, expanded: { characters: 0 } }, report, inside };
  for (const override of repeatedOnce(overrides, report)) {
    const artifact = artifacts.get(override.artifact as ArtifactId);
    if (artifact === undefined) report(unknownArtifact(override, [...artifacts.keys()]));
    else artifacts.set(artifact.id, applied(artifact, override, context));
  }
  return { ...runbook, artifacts };
}

/** Reports each override of a value that another one already gives, and omits it. */
function repeatedOnce(
  overrides: readonly ConfigOverride[],
  report: (problem: Diagnostic) => void,
): readonly ConfigOverride[] {
  const seen = new Set<string>();
  return overrides.filter((override) => {
    const key = JSON.stringify([override.artifact, ...override.path.map(String)]);
    if (!seen.has(key)) return seen.add(key);
    report(refused(override, `is given twice`, "give each value once"));
    return false;
  });
}

interface ApplyContext {
  readonly environment: Environment;
  readonly report: (problem: Diagnostic) => void;
  /** Returns the ids of artifacts inside a child runbook, by the id of the artifact that includes it. */
  readonly inside: (id: string) => readonly string[];
}

function applied(artifact: RunbookArtifact, override: ConfigOverride, context: ApplyContext): RunbookArtifact {
  const { method, id } = artifact;
  if (method.kind === "unclear" || method.kind === "child") return artifact;
  if (method.kind !== "source" && method.kind !== "process") {
    const how = method.kind === "reuse" ? "is reused from an earlier run" : "passes its inputs through";
    context.report(
      refused(
        override,
        `cannot be set: artifact "${id}" ${how}, so it has no configuration`,
        noConfig(context.inside(id)),
      ),
    );
    return artifact;
  }
  const properties = changed(method.properties, override, context);
  return { ...artifact, method: { ...method, properties } satisfies RunbookMethod };
}

/** `inside`: artifacts of the child runbook whose output the artifact passes through. */
function noConfig(inside: readonly string[]): string {
  return inside.length === 0
    ? "set a value of an artifact that has source, or process"
    : `set a value of an artifact inside its child runbook: ${listNames(inside)}`;
}

function changed(properties: SourcedObject, override: ConfigOverride, context: ApplyContext): SourcedObject {
  const path = pathIn(properties.written, override.path);
  if (path === null) {
    const why = "cannot be set: a part of the path is below a single value, or leaves a gap in a list";
    context.report(refused(override, why, "name a key of a mapping, or an existing or the next index of a list"));
    return properties;
  }
  return overriddenObject(properties, { override, path, value: sourced(override, context) });
}

/** Substitutes the placeholders of a value. JSON is YAML, so the value is read as a runbook with this one value is. */
function sourced(override: ConfigOverride, { environment, report }: ApplyContext): SourcedValue {
  const text = JSON.stringify({ value: override.value });
  const location = valueLocation(override);
  const reportOwn = ({ code, message, hint, severity = "error" }: RunbookProblem): void =>
    report(withOverrideNamed(diagnostic(code, { message, hint, severity, location })));
  const context: SourcingContext = { environment, source: sourceText("", text), report: reportOwn };
  const tree = composeTree(text, reportOwn);
  if (tree?.kind !== "mapping") return { written: override.value, resolved: override.value, placeholders: [] };
  const { written, resolved, placeholders } = sourcedObject(tree, context);
  return {
    written: written["value"] ?? null,
    resolved: resolved["value"] ?? null,
    placeholders: placeholders.map(({ path, variable, hasDefault, usedDefault }) => {
      return { path: path.slice(1), variable, hasDefault, usedDefault };
    }),
  };
}

function unknownArtifact(override: ConfigOverride, ids: readonly string[]): Diagnostic {
  const { artifact: id } = override;
  const inside = ids.filter((one) => one.startsWith(`${id}/`));
  if (inside.length > 0) {
    const hint = `name an artifact inside: ${listNames(inside, 12)}`;
    return refused(override, `cannot be set: "${id}" includes a child runbook`, hint);
  }
  const near = nearest(id, ids);
  const hint = near === undefined ? `the runbook has ${listNames(ids, 12)}` : `did you mean "${near}"?`;
  return refused(override, `cannot be set: the runbook has no artifact "${override.artifact}"`, hint);
}

function refused(override: ConfigOverride, why: string, hint: string): Diagnostic {
  const message = `the configuration value "${showConfigPath(override.path)}" ${why}`;
  return withOverrideNamed(diagnostic("WCT_USAGE_OVERRIDE", { message, hint, location: keyLocation(override) }));
}
