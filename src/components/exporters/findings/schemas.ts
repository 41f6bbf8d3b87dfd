import type {
  DataSubjectFinding,
  ExportContext,
  PersonalDataFinding,
  ProcessingPurposeFinding,
} from "../../../plugin/index.ts";

/** The schemas whose elements are findings. */
export const findingSchemas = [
  "personal_data_finding:1.0.0",
  "data_subject_finding:1.0.0",
  "processing_purpose_finding:1.0.0",
] as const;

/** The schemas with a document of their own: findings, and the record of processing activities. */
export const documentSchemas = ["gdpr_article_30:1.0.0", ...findingSchemas] as const;

export type AnyFinding = PersonalDataFinding | DataSubjectFinding | ProcessingPurposeFinding;
export type DocumentContext = ExportContext<typeof documentSchemas>;

/** The content of findings besides their stream. */
export type FindingsRest = Exclude<
  Awaited<ReturnType<DocumentContext["input"]["rest"]>>,
  { readonly activities: unknown }
>;
