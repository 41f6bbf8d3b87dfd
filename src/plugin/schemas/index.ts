import { gdprArticle30 } from "./article-30.ts";
import { dataSubjectFinding, personalDataFinding, processingPurposeFinding } from "./findings.ts";
import { standardInput } from "./standard-input.ts";

export type {
  Article30Activity,
  Article30Cell,
  Article30Party,
  Article30Provenance,
  Article30Status,
} from "./article-30.ts";
export type { Limits, Locator } from "./common.ts";
export type { DataSubjectFinding, PersonalDataFinding, ProcessingPurposeFinding } from "./findings.ts";
export type { StandardInputItem, StandardInputTable } from "./standard-input.ts";
export { dataSubjectFinding, gdprArticle30, personalDataFinding, processingPurposeFinding, standardInput };

/** Schemas that components may name by reference. */
export interface BuiltInSchemas {
  readonly "standard_input:1.0.0": typeof standardInput;
  readonly "personal_data_finding:1.0.0": typeof personalDataFinding;
  readonly "data_subject_finding:1.0.0": typeof dataSubjectFinding;
  readonly "processing_purpose_finding:1.0.0": typeof processingPurposeFinding;
  readonly "gdpr_article_30:1.0.0": typeof gdprArticle30;
}

/** The same at run time. */
export const builtInSchemas = [
  standardInput,
  personalDataFinding,
  dataSubjectFinding,
  processingPurposeFinding,
  gdprArticle30,
] as const;
