/*
 * Composes the record of processing activities from findings and from the organisation's declarations.
 *
 * Start at compose.ts, which is loaded when the processor runs, then activity.ts. This file declares the processor.
 * Must not know: how findings are made, and any layer except the contract in ../../plugin.
 */

import * as z from "zod";
import { defineProcessor, file, type Limits } from "../../plugin/index.ts";
import { counted } from "../counted.ts";
import { organisation } from "./organisation.ts";

const config = z.strictObject({
  organisation: file().describe(
    "YAML file with the organisation's declarations: controller, officer, activities, retention",
  ),
  role: z.enum(["controller", "processor", "both"]).default("controller").describe("Role of the organisation"),
  grouping: z
    .enum(["declared", "purpose"])
    .default("declared")
    .describe("Rows of the record: declared activities, or one candidate per purpose found"),
});

/** Composes the record of processing activities from findings and the organisation's declarations. */
export const gdprArticle30Processor = defineProcessor({
  type: "gdpr_article_30",
  description: "Composes the GDPR Article 30 record of processing from findings and declarations",
  inputs: [["personal_data_finding:1.0.0", "data_subject_finding:1.0.0?", "processing_purpose_finding:1.0.0?"]],
  output: "gdpr_article_30:1.0.0",
  config,
  documents: { organisation },
  example: "organisation: ./organisation.yaml",
  async *process({ config, inputs, fail, log }) {
    const [{ readFile }, { readOrganisation }, { collectEvidence }, { composeRecord }] = await Promise.all([
      import("node:fs/promises"),
      import("./read-organisation.ts"),
      import("./evidence.ts"),
      import("./compose.ts"),
    ]);
    const read = readOrganisation(await readFile(config.organisation.path, "utf8"));
    if (!read.ok)
      return fail(
        "ORGANISATION_INVALID",
        `organisation file "${config.organisation.shown}", ${read.problem}`,
        "correct the file",
      );
    const collected = collectEvidence();
    const personal = inputs.personal_data_finding.parts;
    const subjects = inputs.data_subject_finding?.parts ?? [];
    const purposes = inputs.processing_purpose_finding?.parts ?? [];
    for (const part of personal) for await (const one of part.elements()) collected.personal(part.artifact, one);
    for (const part of subjects) for await (const one of part.elements()) collected.subject(part.artifact, one);
    for (const part of purposes) for await (const one of part.elements()) collected.purpose(part.artifact, one);
    const record = composeRecord({
      role: config.role,
      grouping: config.grouping,
      organisation: read.organisation,
      file: config.organisation.shown,
      evidence: collected.done({
        subjects: inputs.data_subject_finding !== undefined,
        purposes: inputs.processing_purpose_finding !== undefined,
      }),
      inputs: [...personal, ...subjects, ...purposes].map(({ artifact, schema, digest }) => ({
        artifact,
        schema,
        digest,
      })),
      limits: await joinLimits([...personal, ...subjects, ...purposes]),
    });
    log.info(`${counted(record.activities.length, "activity", "activities")}, ${counted(record.gaps.length, "gap")}`);
    return record;
  },
});

interface HasLimits {
  readonly rest: () => Promise<{ readonly analysis: { readonly limits: Limits } }>;
}

/** Joins the limits of the findings, with each notice once. */
async function joinLimits(parts: readonly HasLimits[]): Promise<Limits> {
  const notices = new Map<string, Limits["notices"][number]>();
  let truncated = false;
  for (const part of parts) {
    const { analysis } = await part.rest();
    truncated ||= analysis.limits.truncated;
    for (const notice of analysis.limits.notices) notices.set(JSON.stringify(notice), notice);
  }
  return { truncated, notices: [...notices.values()] };
}
