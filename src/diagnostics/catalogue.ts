import { type CatalogueEntry, entry } from "./catalogue-entry.ts";
import { catalogueOfChildren } from "./catalogue-of-children.ts";
import { catalogueOfPlugins } from "./catalogue-of-plugins.ts";
import { catalogueOfRulesets } from "./catalogue-of-rulesets.ts";
import { catalogueOfRuns } from "./catalogue-of-runs.ts";

/** Errors in what users write: runbooks, components, plugins, command lines. Sorted by family. */
const catalogueOfInput = {
  WCT_ARTIFACT_BAD_ID: entry(
    2,
    "Artifact id is not allowed",
    "An id must match [A-Za-z_][A-Za-z0-9_-]*, have at most 128 characters, and not be and, or, not.",
    "Rename the artifact; `name` takes any text, for people.",
  ),
  WCT_ARTIFACT_DUPLICATE_INPUT: entry(
    2,
    "The same input twice",
    "An artifact lists one input more than once.",
    "Remove the repeated input.",
  ),
  WCT_ARTIFACT_NO_METHOD: entry(
    2,
    "No method",
    "An artifact has none of source, inputs, reuse and child_runbook.",
    "Add source, inputs (with process), reuse or child_runbook.",
  ),
  WCT_ARTIFACT_SEVERAL_METHODS: entry(
    2,
    "Several methods",
    "An artifact mixes source, inputs, process, reuse or child_runbook in a way that is not allowed.",
    "Keep exactly one method of making the artifact.",
  ),
  WCT_ARTIFACT_UNKNOWN_INPUT: entry(
    2,
    "Unknown input",
    "An artifact has an input that the runbook does not define.",
    "Correct the id, or define the artifact.",
  ),

  WCT_COMPONENT_AMBIGUOUS: entry(
    2,
    "Ambiguous inputs",
    "A processor accepts two combinations of inputs that the same inputs can match.",
    "Remove one combination, or make them differ in a schema that is not optional.",
  ),
  WCT_COMPONENT_CONFIG_INVALID: entry(
    2,
    "Component configuration is wrong",
    "The component's own schema rejects its properties.",
    "Correct the property that the message names; `wct connectors NAME` or `wct processors NAME` shows the schema.",
  ),
  WCT_COMPONENT_FILE_INVALID: entry(
    2,
    "Content of a configured file is wrong",
    "A YAML file that a component's configuration names does not have the content that the component expects.",
    "Correct the file at the position that the message names.",
  ),
  WCT_COMPONENT_FILE_MISSING: entry(
    2,
    "File or folder does not exist",
    "A file or dir property names a path that does not exist, or that is of the other kind.",
    "Correct the path; it is relative to the runbook file.",
  ),
  WCT_COMPONENT_INVALID: entry(
    2,
    "Component is invalid",
    "A component's definition violates the contract (its configuration cannot be described as JSON Schema, it accepts no inputs, its type is not a valid name).",
    "Correct the component; the message says what.",
  ),
  WCT_COMPONENT_RULESET_UNKNOWN: entry(
    2,
    "Unknown ruleset",
    "A ruleset property names neither a known ruleset nor a file.",
    "Choose one that `wct rulesets` lists, or a YAML file.",
  ),
  WCT_COMPONENT_SECRET_LITERAL: entry(
    2,
    "Literal in a secret field",
    "A secret is written into the runbook, or has a default.",
    "Write ${NAME} and set the variable in the environment.",
  ),
  WCT_COMPONENT_UNKNOWN: entry(
    2,
    "Unknown component",
    "No loaded plugin offers a component of that type.",
    "Correct the type, or load the plugin that offers it.",
  ),

  WCT_GRAPH_CYCLE: entry(
    2,
    "Cycle",
    "Artifacts need each other in a cycle.",
    "Break the cycle that the message shows.",
  ),
  WCT_GRAPH_SELF_REFERENCE: entry(
    2,
    "Artifact is its own input",
    "An artifact lists itself in its inputs.",
    "Remove the artifact from its own inputs.",
  ),

  WCT_REUSE_ARTIFACT_UNKNOWN: entry(
    2,
    "Unknown artifact of an earlier run",
    "A reuse names an artifact that the earlier run does not have.",
    "Correct the id; `wct inspect RUN` lists those of the run.",
  ),
  WCT_REUSE_CONTENT_GONE: entry(
    2,
    "Content of an earlier run is missing",
    "A reuse names an artifact whose content was not kept, is no longer in the store, or is damaged.",
    "Choose another run, or make the artifact again.",
  ),
  WCT_REUSE_REFUSED: entry(
    2,
    "Not fit for reuse",
    "A reuse names an artifact that did not complete, or that was changed by hand.",
    "Choose a run in which it completed.",
  ),
  WCT_REUSE_RUN_UNKNOWN: entry(
    2,
    "Unknown earlier run",
    "A reuse names a run that is not recorded here, or a prefix that matches several runs.",
    "Correct the run; `wct runs` lists all runs.",
  ),

  WCT_RUNBOOK_BAD_VALUE: entry(
    2,
    "Wrong value",
    "A field has a value that is not allowed there.",
    "Write a value of the kind that the message names.",
  ),
  WCT_RUNBOOK_DUPLICATE_KEY: entry(
    2,
    "Duplicate key",
    "A mapping has the same key twice.",
    "Remove or rename one of the two.",
  ),
  WCT_RUNBOOK_ENCODING: entry(2, "Not UTF-8", "The file is not UTF-8 text.", "Save the file as UTF-8."),
  WCT_RUNBOOK_ENV_MISSING: entry(
    2,
    "Unset variable",
    "A placeholder names an environment variable that is not set and has no default.",
    "Set the variable, or write ${NAME:-default}.",
  ),
  WCT_RUNBOOK_ENV_SYNTAX: entry(
    2,
    "Placeholder is not well formed",
    "A ${...} is not ${NAME} or ${NAME:-default}.",
    "Correct the placeholder, or write $${ for a literal ${.",
  ),
  WCT_RUNBOOK_MISSING_KEY: entry(2, "Missing key", "A required key is missing.", "Add the key."),
  WCT_RUNBOOK_NOT_FOUND: entry(
    2,
    "Runbook cannot be read",
    "The file does not exist or cannot be read.",
    "Correct the path.",
  ),
  WCT_RUNBOOK_SEVERAL_DOCUMENTS: entry(
    2,
    "Several documents",
    "The file contains more than one YAML document.",
    "Split it into one file per runbook.",
  ),
  WCT_RUNBOOK_SYNTAX: entry(
    2,
    "YAML syntax error",
    "The file is not well-formed YAML.",
    "Correct the line that the message shows.",
  ),
  WCT_RUNBOOK_TOO_LARGE: entry(
    2,
    "Too large",
    "The file is over 4 MiB, over 500,000 tokens, nested over 64 levels, or its aliases or merge keys expand too far.",
    "Split the runbook, or write aliases and merge keys out.",
  ),
  WCT_RUNBOOK_UNKNOWN_KEY: entry(
    2,
    "Unknown key",
    "A mapping has a key that is not allowed there.",
    "Correct the key; the hint names the nearest one.",
  ),

  WCT_SCHEMA_BAD_REF: entry(
    2,
    "Bad schema reference",
    "A schema reference is not name:major.minor.patch.",
    "Write the reference as name:1.0.0.",
  ),
  WCT_SCHEMA_CONFLICT: entry(
    2,
    "One schema reference, two schemas",
    "Two plugins, or a plugin and wct, define the same schema reference with different content.",
    "Give one of the schemas a different name or version.",
  ),
  WCT_SCHEMA_INVALID: entry(
    2,
    "Schema cannot be used",
    "A schema is not valid JSON Schema 2020-12 or declares a stream that cannot be checked element by element.",
    "Correct the schema; the message says what.",
  ),
  WCT_SCHEMA_MISMATCH: entry(
    2,
    "Schemas do not match",
    "The inputs of an artifact match none of the combinations that its processor accepts.",
    "Change the inputs or the processor.",
  ),
  WCT_SCHEMA_NO_SAMPLE: entry(
    2,
    "No sample of a schema",
    "A dry run found no content that conforms to the output schema of an artifact, in 20 tries with derived seeds.",
    "Add conforming `examples` or `x-wct-sample` to the part of the schema that the message names, or correct the schema.",
  ),
  WCT_SCHEMA_OUTPUT: entry(
    2,
    "output_schema does not fit",
    "output_schema names another schema or major version than the component's, or a higher minor.",
    "Name the component's own schema with the same or a lower minor.",
  ),
  WCT_SCHEMA_UNKNOWN: entry(
    2,
    "Unknown schema",
    "No loaded plugin defines that schema.",
    "Correct the reference; `wct schemas` lists them.",
  ),

  WCT_USAGE: entry(2, "Wrong usage", "The command line is invalid.", "See `wct --help`."),
  WCT_USAGE_CONDITION: entry(
    2,
    "Invalid condition",
    "A condition of --fail-on is neither a known word nor a valid expression over a finding or the record of processing, or an expression of the debugger is invalid.",
    "Correct it at the position shown; docs/guide/ci.md lists the words and the fields of --fail-on, and docs/reference/conditions.md those of the debugger.",
  ),
  WCT_USAGE_FOLDER: entry(
    3,
    "The current folder no longer exists",
    "The folder in which wct was called was deleted, or its disk was removed.",
    "Change to an existing folder, and call wct again.",
  ),
  WCT_USAGE_NOT_SELECTED: entry(
    2,
    "Input is not selected",
    "A run with --select needs an artifact that is neither selected nor can be reused from an earlier run.",
    'Select it too ("+ID" selects an artifact with all that it needs), or reuse it with --resume RUN, --incremental or --fork RUN.',
  ),
  WCT_USAGE_OVERRIDE: entry(
    2,
    "Configuration cannot be set",
    "A changed configuration value is not written as ARTIFACT.config.PATH=VALUE, or names nothing that has a value.",
    "Name an artifact with a component and a path into its properties; VALUE is YAML.",
  ),
  WCT_USAGE_PATH: entry(
    2,
    "JSONPath is invalid, or too expensive",
    "An expression of --path is not a JSONPath (RFC 9535), or would load a large stream into memory.",
    "Correct it at the position shown; write $.STREAM[*] to read a stream element by element.",
  ),
  WCT_USAGE_REPLACEMENT: entry(
    2,
    "Output cannot be replaced",
    "A file that should replace an artifact's output cannot be read, or does not conform to the artifact's schema.",
    "Start from the output of `wct inspect RUN ARTIFACT > FILE`, change it, and give that file.",
  ),
  WCT_USAGE_SELECTION: entry(
    2,
    "Invalid selection",
    "An expression of --select is invalid, names something that does not exist, or selects nothing.",
    "Correct it at the position that the message names; artifacts are written as a, +a, a+, tag:x, status:failed, joined by a comma, and, or, not.",
  ),
  WCT_USAGE_WHAT_IF: entry(
    2,
    "Invalid assumption",
    "An assumption of --what-if is invalid, or names an artifact that the run does not have.",
    "Correct it at the position shown; write slots=8, ID=0.5x, ID=12s or ID=cached, joined by commas.",
  ),
} as const satisfies Record<string, CatalogueEntry>;

/**
 * Every code that wct can print. `docs/reference/errors.md` is generated from this table, and a test fails when a code
 * is unused or undocumented. Codes are permanent: never rename one.
 */
export const catalogue = {
  ...catalogueOfInput,
  ...catalogueOfChildren,
  ...catalogueOfPlugins,
  ...catalogueOfRulesets,
  ...catalogueOfRuns,
} as const;

export type DiagnosticCode = keyof typeof catalogue;
