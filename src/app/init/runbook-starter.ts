import { yamlText } from "../yaml/index.ts";
import type { RunbookPlace } from "./exclude-patterns.ts";
import type { DataSource } from "./search/index.ts";
import { sourceEntries } from "./source-entries.ts";

/** Returns a commented runbook from the sources to the record of processing. */
export function runbookStarter(sources: readonly DataSource[], place: RunbookPlace): string {
  const ids = `[${sources.map(({ artifact }) => artifact).join(", ")}]`;
  const title = `Personal data in ${sources.map(({ name }) => name).join(", ")}`;
  return `# yaml-language-server: $schema=./runbook.schema.json
#
# What to read and what to make from it; \`inputs\` determine the order. Check it with \`wct validate\`, run it with
# \`wct run\`. Paths are relative to this file. \${NAME} and \${NAME:-default} take environment variables.

name: ${yamlText(title.length > 100 ? "Personal data" : title)}
description: What personal data is held, whose it is and what for
# contact: "Data Protection Officer <dpo@example.org>"

# config:
#   max_concurrency: 10   # artifacts in flight
#   timeout: 3600         # seconds for the whole run
#   retain: derived       # raw content of the sources is not kept after the run

artifacts:
  # Sources: \`wct connectors\` lists the connectors, \`wct connectors sqlite\` all options of one.

${sourceEntries(sources, place)}
${derivedEntries(ids)}`;
}

const derivedEntries = (
  ids: string,
): string => `  # Findings. All three artifacts read the same sources and run concurrently.
  personal_data:
    name: Personal data
    inputs: ${ids}
    process:
      type: personal_data
      # properties:
      #   min_score: 0.5   # findings with a lower score are dropped
    output: true   # written to outputs/ when the run ends

  data_subjects:
    name: Whose data it is
    inputs: ${ids}
    process:
      type: data_subject

  processing_purposes:
    name: What it is for
    inputs: ${ids}
    process:
      type: processing_purpose

  # The record of processing activities: the findings, and what only the organisation knows.
  gdpr_article_30:
    name: Record of processing activities
    inputs: [personal_data, data_subjects, processing_purposes]
    process:
      type: gdpr_article_30
      properties:
        organisation: ./organisation.yaml
    output: true
`;
