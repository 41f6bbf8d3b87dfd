import * as z from "zod";
import {
  concurrencyAtMost,
  costAtMost,
  isJsonObject,
  type JsonObject,
  secondsAtMost,
  workersAtMost,
} from "../domain/index.ts";

// Every `error` describes what is allowed, as the end of "must be ..."; issues.ts describes what was found.
const text = (what = "text") => z.string({ error: what }).min(1, { error: `${what}, not empty` });
const flag = z.boolean({ error: "true or false" });
/** Describes the allowed numbers: the maximum if the value is too large, otherwise the minimum. */
const allowed = (what: string, least: string, most: number) => ({
  error: ({ code }: { readonly code: string }) => `${what}, ${code === "too_big" ? `at most ${most}` : least}`,
});
const seconds = z
  .number({ error: "a number of seconds above 0" })
  .positive()
  .max(secondsAtMost, { error: `a number of seconds above 0, at most ${secondsAtMost}` });
const count = (most: number) =>
  z
    .int(allowed("a whole number", "at least 1", most))
    .min(1)
    .max(most);
const texts = (what: string) => z.array(text(), { error: what });
const choice = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.enum(names, { error: `one of ${names.join(", ")}` });

// Rejects `=` and `$`, because a value written instead of a name would be stored.
const variableName = text("the name of an environment variable").regex(/^[^\s=$]*$/, {
  error: "the name of an environment variable",
});

const label = text("a label of workers").regex(/^[A-Za-z0-9][\w.:/-]{0,62}$/, {
  error: "a label of workers: letters, digits and . : / _ -",
});

const mapping = z.custom<JsonObject>(isJsonObject, { error: "a mapping" });

const component = (kind: "connector" | "processor") =>
  z.strictObject(
    {
      type: text().describe(`Type of the ${kind}, as \`wct ${kind}s\` lists it.`),
      properties: mapping.nullable().optional().describe(`Configuration of the ${kind}; takes \${NAME} placeholders.`),
    },
    { error: "a mapping with type and properties" },
  );

/** `config` after substituting placeholders. */
export const configGrammar = z.strictObject(
  {
    timeout: seconds.optional().describe("Seconds for the whole run; none by default."),
    max_concurrency: count(concurrencyAtMost).optional().describe("Artifacts in flight; default 10."),
    workers: count(workersAtMost).optional().describe("Busy threads; default: the machine's parallelism."),
    cost_limit: z
      .number(allowed("a number", "at least 0", costAtMost))
      .min(0)
      .max(costAtMost)
      .optional()
      .describe("Cost limit: the run stops when the reported cost exceeds it."),
    retain: choice(["all", "derived"]).optional().describe("Whether raw content is kept after the run; default all."),
    secrets: z
      .array(variableName, { error: "a list of names of environment variables" })
      .optional()
      .describe("Environment variables whose values are redacted everywhere."),
    template_paths: texts("a list of folders").optional().describe("Folders to search for child runbooks."),
  },
  { error: "a mapping" },
);

export const artifactGrammar = z.strictObject(
  {
    name: text().optional().describe("Shown to people; default: the artifact's id."),
    description: text().optional().describe("What the artifact is."),
    contact: text().optional().describe("Who answers questions about it."),
    source: component("connector").optional().describe("A source artifact: made by a connector."),
    inputs: z
      .union([text(), texts("a list of artifact ids").min(1, { error: "a list of at least one artifact id" })], {
        error: "an artifact id or a list of artifact ids",
      })
      .optional()
      .describe("The artifacts that it is made from: one id or a list. Without process, they are joined."),
    process: component("processor").optional().describe("A derived artifact: made from its inputs by a processor."),
    reuse: z
      .strictObject(
        {
          from_run: text().describe("The earlier run: its id, a prefix, or latest."),
          artifact: text().describe("The artifact's id in that run."),
        },
        { error: "a mapping with from_run and artifact" },
      )
      .optional()
      .describe("A copy of an artifact of an earlier run."),
    child_runbook: z
      .strictObject(
        {
          path: text().describe("Path of the child runbook, relative to this file or to a folder of template_paths."),
          input_mapping: mapping
            .optional()
            .describe("The child's inputs: the name of each input, and the artifact of this runbook that it is."),
          output: text().optional().describe("The child's output that this artifact is."),
          output_mapping: mapping
            .optional()
            .describe("Several outputs of the child: the name of each, and the id that it gets in this runbook."),
        },
        { error: "a mapping with path and output" },
      )
      .optional()
      .describe("Includes a whole runbook, which makes this artifact."),
    output: flag.optional().describe("Exported when the run ends; default false."),
    optional: flag.optional().describe("A failure does not fail the run; default false."),
    breakpoint: choice(["before", "after", "both"])
      .optional()
      .describe("Where a debugger stops; `wct run` ignores it."),
    timeout: seconds.optional().describe("Seconds for this artifact."),
    retain: flag.optional().describe("Whether this artifact's content is kept after the run."),
    runs_on: z
      .array(label, { error: "a list of labels of workers" })
      .optional()
      .describe("Labels that a worker must have to make it with `wct run --remote`; `wct worker --label` gives them."),
    tags: texts("a list of tags").optional().describe("For selection: `--select tag:NAME`."),
    output_schema: text().optional().describe("Schema reference name:major.minor.patch; default: the component's own."),
  },
  { error: "a mapping with source, inputs or reuse" },
);

/** An input of a child runbook. */
export const inputGrammar = z.strictObject(
  {
    schema: text().describe("Schema reference name:major.minor.patch of the artifacts that it accepts."),
    optional: flag
      .optional()
      .describe("Need not be mapped; default false. What is made only from it is then left out."),
    description: text().optional().describe("What the input is."),
  },
  { error: "a mapping with schema" },
);

/** An output of a child runbook. */
export const outputGrammar = z.strictObject(
  {
    artifact: text().describe("The artifact of this runbook that it is."),
    description: text().optional().describe("What the output is."),
  },
  { error: "a mapping with artifact" },
);

/** The top level of a runbook. `config` and each input, output and artifact are validated separately. */
export const runbookGrammar = z.strictObject(
  {
    name: text().describe("The runbook's name."),
    description: text().describe("Purpose of the runbook."),
    contact: text().optional().describe("Who answers questions about it."),
    config: mapping.nullable().optional().describe("Limits and settings of a run."),
    inputs: mapping
      .nullable()
      .optional()
      .describe("Makes this a child runbook: what a runbook that includes it must give, by name."),
    outputs: mapping.nullable().optional().describe("What a runbook that includes this one can use, by name."),
    artifacts: mapping
      .refine((artifacts) => Object.keys(artifacts).length > 0, { error: "a mapping with at least one artifact" })
      .describe("The artifacts by id: how each is made."),
  },
  { error: "a mapping with name, description and artifacts" },
);

export type ArtifactEntry = z.infer<typeof artifactGrammar>;
export type ConfigEntry = z.infer<typeof configGrammar>;
