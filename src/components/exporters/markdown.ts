import { defineExporter } from "../../plugin/index.ts";

/** The record of processing activities as Markdown. */
export const markdown = defineExporter({
  type: "markdown",
  description: "The record of processing activities as a Markdown document",
  extension: "md",
  mediaType: "text/markdown",
  inputs: ["gdpr_article_30:1.0.0"],
  async *export({ input }) {
    const [{ composeRecord }, { renderMarkdown }] = await Promise.all([
      import("./record/compose.ts"),
      import("./record/render-markdown.ts"),
    ]);
    yield renderMarkdown(composeRecord(await input.rest()));
  },
});
