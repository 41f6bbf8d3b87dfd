import { defineExporter } from "../../plugin/index.ts";

/** The record of processing activities as one HTML file. */
export const html = defineExporter({
  type: "html",
  description: "The record of processing activities as one HTML file, to read, print and hand over",
  extension: "html",
  mediaType: "text/html",
  inputs: ["gdpr_article_30:1.0.0"],
  async *export({ input }) {
    const [{ composeRecord }, { renderHtml }] = await Promise.all([
      import("./record/compose.ts"),
      import("./record/render-html.ts"),
    ]);
    yield renderHtml(composeRecord(await input.rest()));
  },
});
