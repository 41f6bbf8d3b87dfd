import { type Digest, eventFormat, type Fingerprint, type JsonObject, type SchemaRef } from "../domain/index.ts";
import type { RunbookArtifact } from "../runbook/index.ts";
import { canonicalJson, hmac, sha256 } from "./canonical.ts";
import type { Maker } from "./components.ts";
import type { Planning } from "./context.ts";

/** What decides, with the inputs' digests, whether an earlier result of this artifact may be reused. */
export function fingerprint(
  { key, wctVersion }: Planning,
  of: { readonly artifact: RunbookArtifact; readonly maker: Maker | undefined; readonly inputs: readonly SchemaRef[] },
): Fingerprint {
  const { artifact, maker, inputs } = of;
  const { written, resolved } = propertiesOf(artifact);
  // What the user says about the output counts as written configuration: it decides the message's schema.
  const output: JsonObject = artifact.outputSchema === null ? {} : { output_schema: artifact.outputSchema.value };
  const parts = {
    component: maker === undefined ? artifact.method.kind : `${maker.component.type}@${maker.component.version}`,
    plugin: maker === undefined ? sha256(`wct@${wctVersion}`) : maker.component.home.digest,
    configWritten: sha256(canonicalJson({ ...output, properties: written })),
    configResolved: hmac(key, canonicalJson(resolved)),
    files: maker?.bound.files ?? {},
    rulesets: maker?.bound.rulesets ?? {},
    inputSchemas: inputs,
    recordFormat: eventFormat,
  } satisfies Omit<Fingerprint, "digest">;
  return { ...parts, digest: digestOf(parts) };
}

function digestOf(parts: Omit<Fingerprint, "digest">): Digest {
  return sha256(canonicalJson({ ...parts }));
}

function propertiesOf({ method }: RunbookArtifact): { readonly written: JsonObject; readonly resolved: JsonObject } {
  return method.kind === "source" || method.kind === "process" ? method.properties : { written: {}, resolved: {} };
}
