import * as z from "zod";
import { isJsonObject, type JsonObject } from "../domain/index.ts";

// Every `error` says what is allowed, as the end of "must be ..."; issues.ts says what was found.
const text = (what = "text") => z.string({ error: what }).min(1, { error: `${what}, not empty` });
const flag = z.boolean({ error: "true or false" });
const seconds = z.number({ error: "a number of seconds above 0" }).positive();
const count = z.int({ error: "a whole number, at least 1" }).min(1);
const texts = (what: string) => z.array(text(), { error: what });
const choice = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.enum(names, { error: `one of ${names.join(", ")}` });

const mapping = z.custom<JsonObject>(isJsonObject, { error: "a mapping" });

const component = (kind: "connector" | "processor") =>
  z.strictObject(
    {
      type: text().describe(`Type of the ${kind}, as \`wct ${kind}s\` lists it.`),
      properties: mapping.nullable().optional().describe(`Configuration of the ${kind}; takes \${NAME} placeholders.`),
    },
    { error: "a mapping with type and properties" },
  );

/** `config`, its placeholders substituted. */
export const configGrammar = z.strictObject(
  {
    timeout: seconds.optional().describe("Seconds for the whole run; none by default."),
    max_concurrency: count.optional().describe("Artifacts in flight at once; default 10."),
    workers: count.optional().describe("Busy threads; default: the machine's parallelism."),
    cost_limit: z
      .number({ error: "a number, at least 0" })
      .min(0)
      .optional()
      .describe("The run stops when the cost that components report passes this."),
    retain: choice(["all", "derived"]).optional().describe("Whether raw content is kept after the run; default all."),
    secrets: texts("a list of names of environment variables")
      .optional()
      .describe("Environment variables whose values may appear nowhere."),
    template_paths: texts("a list of folders").optional().describe("Where child runbooks are looked for."),
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
      .describe("The artifacts that it is made from: one id or a list. Without process: they are joined."),
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
    output: flag.optional().describe("Exported when the run ends; default false."),
    optional: flag.optional().describe("A failure does not fail the run; default false."),
    breakpoint: choice(["before", "after", "both"])
      .optional()
      .describe("Where a debugger is to stop; `wct run` ignores it."),
    timeout: seconds.optional().describe("Seconds for this artifact."),
    retain: flag.optional().describe("Whether this artifact's content is kept after the run."),
    tags: texts("a list of tags").optional().describe("For selection: `--select tag:NAME`."),
    output_schema: text().optional().describe("Schema reference name:major.minor.patch; default: the component's own."),
  },
  { error: "a mapping with source, inputs or reuse" },
);

/** The top of a runbook; `config` and each artifact are validated on their own. */
export const runbookGrammar = z.strictObject(
  {
    name: text().describe("The runbook's name."),
    description: text().describe("What the runbook finds out, and why."),
    contact: text().optional().describe("Who answers questions about it."),
    config: mapping.nullable().optional().describe("Limits and settings of a run."),
    artifacts: mapping
      .refine((artifacts) => Object.keys(artifacts).length > 0, { error: "a mapping with at least one artifact" })
      .describe("The artifacts by id: how each is made."),
  },
  { error: "a mapping with name, description and artifacts" },
);

export type ArtifactEntry = z.infer<typeof artifactGrammar>;
export type ConfigEntry = z.infer<typeof configGrammar>;

/** Keys that the design has and this version does not. */
export const notYet = { runbook: ["inputs", "outputs"], artifact: ["child_runbook"] } as const;
