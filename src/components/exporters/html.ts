import { defineExporter } from "../../plugin/index.ts";
import { documentSchemas } from "./findings/schemas.ts";

/** Exports the record of processing activities, or findings by location, as one HTML file. */
export const html = defineExporter({
  type: "html",
  description:
    "The record of processing activities, or findings by location, as one HTML file, to read, print and share",
  extension: "html",
  mediaType: "text/html",
  inputs: documentSchemas,
  unaskedFor: ["gdpr_article_30:1.0.0"],
  async *export(context) {
    const rest = await context.input.rest();
    if (!("activities" in rest)) {
      const { findingsHtml } = await import("./findings/html.ts");
      yield* findingsHtml(context, rest);
      return;
    }
    const [{ composeRecord }, { renderHtml }] = await Promise.all([
      import("./record/compose.ts"),
      import("./record/render-html.ts"),
    ]);
    yield renderHtml(composeRecord(rest, context.input));
  },
});
