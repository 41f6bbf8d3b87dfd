import { defineExporter } from "../../plugin/index.ts";
import { documentSchemas } from "./findings/schemas.ts";

/** Exports the record of processing activities, or findings by location, as Markdown. */
export const markdown = defineExporter({
  type: "markdown",
  description: "The record of processing activities, or findings by location, as a Markdown document",
  extension: "md",
  mediaType: "text/markdown",
  inputs: documentSchemas,
  unaskedFor: ["gdpr_article_30:1.0.0"],
  async *export(context) {
    const rest = await context.input.rest();
    if (!("activities" in rest)) {
      const { findingsMarkdown } = await import("./findings/markdown.ts");
      yield* findingsMarkdown(context, rest);
      return;
    }
    const [{ composeRecord }, { renderMarkdown }] = await Promise.all([
      import("./record/compose.ts"),
      import("./record/render-markdown.ts"),
    ]);
    yield renderMarkdown(composeRecord(rest, context.input));
  },
});
