import { eventFormat, type Fingerprint, type JsonObject, type SchemaRef } from "../domain/index.ts";
import type { RunbookArtifact } from "../runbook/index.ts";
import type { Maker } from "./bind/index.ts";
import { canonicalJson, sha256 } from "./canonical.ts";
import type { Planning } from "./context.ts";
import type { FoundArtifact } from "./past.ts";

interface Properties {
  readonly written: JsonObject;
  readonly resolved: JsonObject;
}

interface Origin {
  readonly artifact: RunbookArtifact;
  readonly maker: Maker | undefined;
  /** The artifact that a `reuse` copies. */
  readonly past: FoundArtifact | undefined;
  readonly inputs: readonly SchemaRef[];
}

/**
 * Computes the fingerprint that decides, with the inputs' digests, whether an earlier result may be reused. Artifacts
 * that are made in the same way share one: the same maker, the same requested output schema and inputs of the same
 * schemas.
 */
export function createFingerprints(planning: Planning): (origin: Origin) => Fingerprint {
  const known = new Map<Maker | undefined, Map<string, Fingerprint>>();
  return (origin) => {
    // Each `reuse` copies a specific artifact, so it does not share a fingerprint.
    if (origin.past !== undefined) return fingerprint(planning, origin);
    const ofMaker = known.get(origin.maker) ?? new Map<string, Fingerprint>();
    known.set(origin.maker, ofMaker);
    const key = `${origin.artifact.outputSchema?.value ?? ""} ${origin.inputs.join(" ")}`;
    const found = ofMaker.get(key) ?? fingerprint(planning, origin);
    ofMaker.set(key, found);
    return found;
  };
}

function fingerprint({ digests, wctVersion }: Planning, { artifact, maker, past, inputs }: Origin): Fingerprint {
  const { written, resolved } = propertiesOf(artifact, past);
  // The user's `output_schema` counts as written configuration, because it determines the message's schema.
  const output: JsonObject = artifact.outputSchema === null ? {} : { output_schema: artifact.outputSchema.value };
  const parts = {
    component: maker === undefined ? artifact.method.kind : `${maker.component.type}@${maker.component.version}`,
    plugin: maker === undefined ? sha256(`wct@${wctVersion}`) : maker.component.home.digest,
    configWritten: digests.written(canonicalJson({ ...output, properties: written })),
    configResolved: digests.resolved(canonicalJson(resolved)),
    files: maker?.bound.files ?? {},
    rulesets: maker?.bound.rulesets ?? {},
    inputSchemas: inputs,
    recordFormat: eventFormat,
  } satisfies Omit<Fingerprint, "digest">;
  return { ...parts, digest: digests.whole(canonicalParts(parts)) };
}

/** Returns the same fingerprint with its HMAC under the key of `digests`. */
export function rekeyedFingerprint(
  { digest: _, ...parts }: Fingerprint,
  { artifact, past, digests }: Pick<Origin, "artifact" | "past"> & Pick<Planning, "digests">,
): Fingerprint {
  const configResolved = digests.resolved(canonicalJson(propertiesOf(artifact, past).resolved));
  const rekeyed = { ...parts, configResolved };
  return { ...rekeyed, digest: digests.whole(canonicalParts(rekeyed)) };
}

/**
 * Formats the parts as canonical JSON. The keys are written in order here, because sorting them again for each artifact
 * is noticeably slower.
 */
function canonicalParts(parts: Omit<Fingerprint, "digest">): string {
  const { component, configResolved, configWritten, files, inputSchemas, plugin, recordFormat, rulesets } = parts;
  return (
    `{"component":${JSON.stringify(component)},"configResolved":"${configResolved}","configWritten":"${configWritten}",` +
    `"files":${canonicalJson(files)},"inputSchemas":${JSON.stringify(inputSchemas)},"plugin":"${plugin}",` +
    `"recordFormat":${recordFormat},"rulesets":${canonicalJson(rulesets)}}`
  );
}

function propertiesOf({ method }: RunbookArtifact, past: FoundArtifact | undefined): Properties {
  switch (method.kind) {
    case "source":
    case "process":
      return method.properties;
    case "reuse": {
      const artifact = method.artifact.value;
      const written = { from_run: method.writtenRun, artifact };
      return { written, resolved: { from_run: past?.run ?? method.fromRun.value, artifact } };
    }
    case "pass-through":
    case "child":
    case "unclear":
      return { written: {}, resolved: {} };
  }
}
