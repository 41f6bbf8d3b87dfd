/** Runbooks of waivern-compliance, and the errors that only a person can correct in the migrated runbook. */
export const oldRunbooks: Readonly<Record<string, { readonly text: string; readonly left: readonly string[] }>> = {
  "old-files": {
    text: `# Files of the office
name: Office
description: "What the office's files hold"
contact: "Data protection <privacy@example.org>"
framework: GDPR
config:
  timeout: "600" # seconds
  max_concurrency: 0
  max_child_depth: 3
  cost_limit: 10.5

artifacts:
  # everything on the share
  files:
    name: Files
    source:
      type: filesystem
      properties:
        path: ./texts
        chunk_size: 8192
        encoding: utf-8
        # bytes that are not UTF-8
        errors: ignore
        include_patterns: ["*.txt", "*.md"]
        exclude_patterns:
          - "old/"
        max_files: 100
  persons:
    inputs: files
    process:
      type: personal_data
      properties:
        # the rules of the company
        pattern_matching:
          ruleset: local/personal_data_indicator/1.0.0 # all of them
          evidence_context_size: medium
          maximum_evidence_count: 5
        llm_validation: { enable_llm_validation: true, llm_validation_mode: conservative }
    output: yes
`,
    left: [],
  },
  "old-mysql": {
    text: `name: LAMP
description: Database and code of a shop
artifacts:
  database:
    source:
      type: mysql
      properties: { host: db.example.org, port: 3306, user: reader, password: "a secret", database: shop, charset: utf8mb4, connect_timeout: 5, max_rows_per_table: 10 }
  from_env:
    source: { type: mysql }
  found:
    inputs: [database, from_env]
    merge: concatenate
    process: { type: personal_data, properties: { pattern_matching: { ruleset: local/personal_data_indicator/1.0.0 } } }
    output: true
`,
    left: [],
  },
  "old-sqlite": {
    text: `name: Shop
description: The shop's database
artifacts:
  database:
    source:
      type: sqlite
      properties:
        database_path: shop.db
        max_rows_per_table: 10
    output_schema: standard_input
  subjects:
    inputs: database
    process:
      type: data_subject
      properties:
        pattern_matching: { ruleset: local/data_subject_indicator/1.0.0, evidence_context_size: large }
        source_code_context_window: medium
    output_schema: data_subject_indicator/1.0.0
  purposes:
    inputs: database
    process:
      type: processing_purpose
      properties:
        pattern_matching: { ruleset: local/processing_purposes/1.0.0 }
        llm_validation: { enable_llm_validation: false }
  gdpr_subjects:
    inputs: subjects
    process:
      type: gdpr_data_subject_classifier
      properties: { ruleset: local/gdpr_data_subject_classification/1.0.0 }
    output: true
  gdpr_purposes:
    inputs: purposes
    process: { type: gdpr_processing_purpose_classifier }
    output: true
`,
    left: [],
  },
  "old-code": {
    text: `name: Code
description: Source code of the shop
artifacts:
  repository:
    source:
      type: github
      properties:
        repository: example/shop
        ref: main
        include_patterns: ["*.php"]
        clone_strategy: shallow
        auth_method: pat
  code:
    inputs: repository
    process: { type: source_code_analyser, properties: { language: php, max_file_size: 1048576 } }
    output_schema: source_code/1.0.0
  persons:
    inputs: code
    process: { type: personal_data }
    output: true
  services:
    inputs: code
    process: { type: service_integration, properties: { pattern_matching: { ruleset: local/service_integrations/1.0.0 } } }
    output: true
  collection:
    inputs: code
    process: { type: data_collection }
  gdpr_services:
    inputs: services
    process: { type: gdpr_service_integration_classifier }
`,
    left: ["WCT_COMPONENT_FILE_MISSING", "WCT_COMPONENT_UNKNOWN", "WCT_COMPONENT_UNKNOWN", "WCT_COMPONENT_UNKNOWN"],
  },
  "old-december": {
    text: `name: Older
description: The format of December 2025
artifacts:
  texts:
    source: { type: filesystem, properties: { path: texts } }
  found:
    inputs: texts
    transform:
      type: personal_data_analyser
      properties:
        pattern_matching: { ruleset: personal_data }
    output_schema: personal_data_finding/1.0.0
    output: true
  exported:
    inputs: found
    transform: { type: data_export }
`,
    left: ["WCT_COMPONENT_UNKNOWN"],
  },
  "old-child": {
    text: `name: Search
description: A child runbook
inputs:
  source_data:
    input_schema: standard_input/1.0.0
    sensitive: true
  hints:
    input_schema: standard_input
    optional: true
    default: { a: 1 }
outputs:
  found: { artifact: "personal data", description: What was found }
artifacts:
  "personal data":
    inputs: source_data
    process: { type: personal_data }
`,
    left: [],
  },
  "old-parent": {
    text: `name: Parent
description: Includes another one
config: { template_paths: [templates] }
artifacts:
  "1 texts":
    source: { type: filesystem, properties: { path: ./texts } }
  search:
    inputs: "1 texts"
    child_runbook:
      path: ./old-child.yaml
      input_mapping: { source_data: "1 texts" }
      output: found
    output: true
    execute: { mode: child, timeout: 10 }
  other:
    inputs: [search]
    child_runbook:
      path: ./old-child.yaml
      input_mapping: { source_data: "1 texts" }
      output_mapping: { found: again }
  joined:
    inputs: [search, again]
    optional: "true"
`,
    left: [],
  },
  "old-mistakes": {
    text: `name: Mistakes
description: Keys that were ignored
artefacts: {}
owner: nobody
artifacts:
  texts:
    source:
      type: filesystem
      propertys: { path: nowhere }
      properties: { path: ./texts }
    process: { type: personal_data }
    outptu: true
    description: null
  earlier:
    reuse: { from_run: 6b1e4b3a-52a4-4b0b-9c58-0f4f2c7b4a11, artifact: texts }
    output_schema: standard_input
  documents:
    source: { type: mongodb, properties: { uri: "mongodb://reader:hunter22@db.example.org", database: shop, sample_size: 10 } }
  assessment:
    inputs: texts
    process: { type: iso27001_assessor, properties: { control_ref: A.5.1 } }
    output_schema: iso27001_assessment/1.0.0
  erp:
    inputs: texts
    process: { type: personal_data, properties: { pattern_matching: { ruleset: local/personal_data_indicator_erp/1.0.0 } } }
`,
    left: ["WCT_COMPONENT_RULESET_UNKNOWN", "WCT_COMPONENT_UNKNOWN", "WCT_COMPONENT_UNKNOWN", "WCT_SCHEMA_UNKNOWN"],
  },
  "old-organisation": {
    text: `# Who we are
data_controller:
  name: Muster GmbH
  address: "Musterweg 1, 10115 Berlin"
  contact_email: info@example.org
  company_nr: HRB 1
  jurisdictions: [DE, UK]
joint_controller: { name: Beispiel AG, contact_email: info@example.com }
representatives:
  - { name: Rep Ltd, company_nr: 7 }
dpo: { name: Ada Example, contact_email: dpo@example.org }
privacy_contact: { contact_email: privacy@example.org }
data_retention:
  general_rule: 3 years
  exceptions: { invoices: 10 years }
`,
    left: [],
  },
};
