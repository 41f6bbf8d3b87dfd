import { defineExporter } from "../../plugin/index.ts";

/** Findings as SARIF 2.1.0, which code hosts and editors show at the place of the finding. */
export const sarif = defineExporter({
  type: "sarif",
  description: "Findings as SARIF 2.1.0, for code hosts and editors; values stay masked",
  extension: "sarif",
  mediaType: "application/sarif+json",
  onRequest: true,
  inputs: ["personal_data_finding:1.0.0", "data_subject_finding:1.0.0", "processing_purpose_finding:1.0.0"],
  async *export(context) {
    const { sarifLog } = await import("./sarif/log.ts");
    yield* sarifLog(context);
  },
});
