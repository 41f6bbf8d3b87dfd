import { assertNever, type DiagnosticDetails, diagnostic, listNames, nearest } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import type { RunbookArtifact, RunbookMethod } from "../../runbook/index.ts";
import { parseSchemaRef } from "../../schema/index.ts";
import type { Planning } from "../context.ts";
import type { FoundArtifact, PastArtifact } from "../past.ts";

type ReuseMethod = Extract<RunbookMethod, { readonly kind: "reuse" }>;

/** Finds the recorded artifact for every `reuse` of a runbook. Reports those that are not available. */
export function findReused(planning: Planning): ReadonlyMap<ArtifactId, FoundArtifact> {
  const found = new Map<ArtifactId, FoundArtifact>();
  for (const artifact of planning.runbook.artifacts.values()) {
    const { method } = artifact;
    if (method.kind !== "reuse" || isUnresolved(planning, method)) continue;
    const past = planning.past.find(method.fromRun.value, method.artifact.value);
    if (past.kind === "found") {
      if (isKnownSchema(planning, artifact, past)) found.set(artifact.id, past);
    } else if (past.kind !== "not-looked-up") reportPast(planning, { artifact, method, past });
  }
  return found;
}

/** Returns whether the reference to a run contains an unset variable, which was reported as a warning. */
function isUnresolved({ noEnv }: Planning, { fromRun, writtenRun }: ReuseMethod): boolean {
  return noEnv === true && writtenRun.includes("${") && fromRun.value.includes("${");
}

function isKnownSchema(
  { report }: Planning,
  { id, method }: RunbookArtifact,
  { message, run }: FoundArtifact,
): boolean {
  if (parseSchemaRef(message.schema) !== null) return true;
  report(
    diagnostic("WCT_SCHEMA_BAD_REF", {
      message: `artifact "${id}" reuses an artifact of ${run} whose schema "${message.schema}" is not name:major.minor.patch`,
      hint: `run \`wct verify ${run}\``,
      location: method.kind === "reuse" ? method.artifact.location : undefined,
    }),
  );
  return false;
}

interface UnusableReuse {
  readonly artifact: RunbookArtifact;
  readonly method: ReuseMethod;
  readonly past: Exclude<PastArtifact, { readonly kind: "found" | "not-looked-up" }>;
}

function reportPast(planning: Planning, refusal: UnusableReuse): void {
  const { past, method } = refusal;
  const location = past.kind === "no-run" ? method.fromRun.location : method.artifact.location;
  // If variables may be unset, the runbook is checked on another machine, whose store does not have the run either.
  const severity = past.kind === "no-run" && planning.noEnv === true ? "warning" : "error";
  planning.report(diagnostic(codeOf(past), { severity, ...textOf(refusal), location }));
}

function codeOf({ kind }: UnusableReuse["past"]) {
  switch (kind) {
    case "no-run":
      return "WCT_REUSE_RUN_UNKNOWN";
    case "no-artifact":
      return "WCT_REUSE_ARTIFACT_UNKNOWN";
    case "unfit":
      return "WCT_REUSE_REFUSED";
    case "no-content":
      return "WCT_REUSE_CONTENT_GONE";
    default:
      return assertNever(kind);
  }
}

function textOf({ artifact: { id }, method, past }: UnusableReuse): Pick<DiagnosticDetails, "message" | "hint"> {
  const wanted = `"${method.artifact.value}"`;
  switch (past.kind) {
    case "no-run":
      return { message: `artifact "${id}" reuses a run "${method.writtenRun}" that ${past.why}`, hint: past.hint };
    case "no-artifact": {
      const near = nearest(method.artifact.value, past.artifacts);
      return {
        message: `artifact "${id}" reuses ${wanted}, which ${past.run} does not have`,
        hint: near === undefined ? `it has ${listNames(past.artifacts)}` : `write "${near}"`,
      };
    }
    case "unfit":
      return {
        message: `artifact "${id}" reuses ${wanted} of ${past.run}, which ${past.why}`,
        hint: "choose a run in which it completed; `wct runs` lists them",
      };
    case "no-content":
      return {
        message: `artifact "${id}" reuses ${wanted} of ${past.run}, whose content ${past.why}`,
        hint: "choose another run, or make it with source, or with inputs and process",
      };
    default:
      return assertNever(past);
  }
}
