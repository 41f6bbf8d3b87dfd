// The names of waivern-compliance, and what stands for them in wct.

/** Schemas by name without version. Others have no equivalent. */
export const schemaNames: Readonly<Record<string, string>> = {
  standard_input: "standard_input",
  // wct reads source code as text.
  source_code: "standard_input",
  personal_data_indicator: "personal_data_finding",
  personal_data_finding: "personal_data_finding",
  data_subject_indicator: "data_subject_finding",
  data_subject_finding: "data_subject_finding",
  processing_purpose_indicator: "processing_purpose_finding",
  processing_purpose_finding: "processing_purpose_finding",
  gdpr_personal_data: "gdpr_finding",
  gdpr_data_subject: "gdpr_finding",
  gdpr_processing_purpose: "gdpr_finding",
};

/** Rulesets by name, without provider and version. Others have no equivalent. */
export const rulesetNames: Readonly<Record<string, string>> = {
  personal_data: "local/personal_data/1.0.0",
  personal_data_indicator: "local/personal_data/1.0.0",
  data_subjects: "local/data_subjects/1.0.0",
  data_subject_indicator: "local/data_subjects/1.0.0",
  processing_purposes: "local/processing_purposes/1.0.0",
  gdpr_personal_data_classification: "local/gdpr_classes/1.0.0",
  gdpr_data_subject_classification: "local/gdpr_classes/1.0.0",
  gdpr_processing_purpose_classification: "local/gdpr_classes/1.0.0",
};

/** Analysers and classifiers, by type without the ending `_analyser`. */
export const processorNames: Readonly<Record<string, string>> = {
  personal_data: "personal_data",
  data_subject: "data_subject",
  processing_purpose: "processing_purpose",
  gdpr_personal_data_classifier: "gdpr_classifier",
  gdpr_data_subject_classifier: "gdpr_classifier",
  gdpr_processing_purpose_classifier: "gdpr_classifier",
};

const measures = "declare the measures under `security_measures` in the organisation file of gdpr_article_30";
const recipients = "declare the recipients in the organisation file of gdpr_article_30";
const sources = "declare `source_of_data` of each activity in the organisation file of gdpr_article_30";
const controls = "keep this part in another tool, or write a plugin";

/** What to do in the place of processors without an equivalent. */
export const processorAdvice: Readonly<Record<string, string>> = {
  service_integration: `remove it, and ${recipients}`,
  gdpr_service_integration_classifier: `remove it, and ${recipients}`,
  data_collection: `remove it, and ${sources}`,
  gdpr_data_collection_classifier: `remove it, and ${sources}`,
  crypto_quality: `remove it, and ${measures}`,
  security_control: `remove it, and ${measures}`,
  security_evidence_normaliser: `remove it, and ${measures}`,
  security_document_evidence_extractor: controls,
  iso27001_assessor: controls,
  data_export: "remove it, set `output: true` on the artifacts to export, and use `wct export RUN --format csv`",
};

/** The keys that an artifact, the top of a runbook, `config` and inputs may have, in either of the formats. */
export const knownKeys = {
  top: ["name", "description", "contact", "config", "inputs", "outputs", "artifacts"],
  config: ["timeout", "max_concurrency", "workers", "cost_limit", "retain", "secrets", "template_paths"],
  artifact: [
    ...["name", "description", "contact", "source", "inputs", "process", "reuse", "child_runbook", "output"],
    ...["optional", "breakpoint", "timeout", "retain", "tags", "output_schema"],
  ],
  component: ["type", "properties"],
  reuse: ["from_run", "artifact"],
  child_runbook: ["path", "input_mapping", "output", "output_mapping"],
  input: ["schema", "optional", "description"],
  output: ["artifact", "description"],
} as const;
