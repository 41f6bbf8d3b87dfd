/*
 * The built-in schemas, with the types of their content.
 *
 * Start at standard-input.ts and findings.ts; common.ts has what they share, article-30.ts the record of processing,
 * samples-of-*.ts believable content for dry runs.
 * Must not know: the components that produce and consume them.
 */

import { gdprArticle30 } from "./article-30.ts";
import { dataSubjectFinding, personalDataFinding, processingPurposeFinding } from "./findings.ts";
import { gdprFindingSchema } from "./gdpr-findings.ts";
import { recognisedText } from "./recognised-text.ts";
import { standardInput } from "./standard-input.ts";

export type {
  Article30Activity,
  Article30Cell,
  Article30EmptyLists,
  Article30Party,
  Article30Provenance,
  Article30Status,
} from "./article-30.ts";
export type { Limits, Locator } from "./common.ts";
export type { DataSubjectFinding, PersonalDataFinding, ProcessingPurposeFinding } from "./findings.ts";
export type { GdprFinding } from "./gdpr-findings.ts";
export type { RecognisedTextSpan } from "./recognised-text.ts";
export type { StandardInputItem, StandardInputTable } from "./standard-input.ts";
export {
  dataSubjectFinding,
  gdprArticle30,
  gdprFindingSchema,
  personalDataFinding,
  processingPurposeFinding,
  recognisedText,
  standardInput,
};

/** Schemas that components may name by reference. */
export interface BuiltInSchemas {
  readonly "standard_input:1.0.0": typeof standardInput;
  readonly "recognised_text:1.0.0": typeof recognisedText;
  readonly "personal_data_finding:1.0.0": typeof personalDataFinding;
  readonly "data_subject_finding:1.0.0": typeof dataSubjectFinding;
  readonly "processing_purpose_finding:1.0.0": typeof processingPurposeFinding;
  readonly "gdpr_finding:1.0.0": typeof gdprFindingSchema;
  readonly "gdpr_article_30:1.0.0": typeof gdprArticle30;
}

/** The built-in schemas at run time. */
export const builtInSchemas = [
  standardInput,
  recognisedText,
  personalDataFinding,
  dataSubjectFinding,
  processingPurposeFinding,
  gdprFindingSchema,
  gdprArticle30,
] as const;
