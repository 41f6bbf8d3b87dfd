import { defineExporter } from "../../plugin/index.ts";
import { findingSchemas } from "./findings/schemas.ts";

/** Exports findings as SARIF 2.1.0, which code hosts and editors show at the location of the finding. */
export const sarif = defineExporter({
  type: "sarif",
  description: "Findings as SARIF 2.1.0, for code hosts and editors; values stay masked",
  extension: "sarif",
  mediaType: "application/sarif+json",
  unaskedFor: [],
  inputs: findingSchemas,
  async *export(context) {
    const { sarifLog } = await import("./sarif/log.ts");
    yield* sarifLog(context);
  },
});
