import { defineExporter } from "../../plugin/index.ts";

/** Exports the elements of any artifact, one JSON value per line. A schema without a stream gives one line. */
export const ndjson = defineExporter({
  type: "ndjson",
  description: "The elements of any artifact, one per line; content without elements as one line",
  extension: "ndjson",
  mediaType: "application/x-ndjson",
  inputs: "any",
  async *export({ input, stream, signal }) {
    if (stream === null) {
      yield `${JSON.stringify(await input.rest())}\n`;
      return;
    }
    for await (const batch of input.batches()) {
      signal.throwIfAborted();
      if (batch.length > 0) yield `${batch.map((element) => JSON.stringify(element)).join("\n")}\n`;
    }
  },
});
