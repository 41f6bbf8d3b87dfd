import { defineExporter } from "../../plugin/index.ts";

/** Exports any artifact as one JSON document. */
export const json = defineExporter({
  type: "json",
  description: "Any artifact as one JSON document: schema, content, metadata",
  extension: "json",
  mediaType: "application/json",
  inputs: "any",
  async *export(context) {
    const { jsonDocument } = await import("./json-document.ts");
    yield* jsonDocument(context);
  },
});
