/** The process exit codes of the command line. */
export type ExitCode = 0 | 1 | 2 | 3 | 70 | 130 | 143;

export interface CatalogueEntry {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
  readonly exitCode: ExitCode;
}

const entry = (exitCode: ExitCode, title: string, cause: string, fix: string): CatalogueEntry => ({
  exitCode,
  title,
  cause,
  fix,
});

/**
 * Every code that wct can print, by family. `docs/reference/errors.md` is generated from this table, and a test
 * fails when a code is unused or undocumented. Codes are for ever: rename none.
 */
export const catalogue = {
  WCT_ARTIFACT_BAD_ID: entry(
    2,
    "Artifact id is not allowed",
    "An id must match [A-Za-z_][A-Za-z0-9_-]*, have at most 128 characters, and not be and, or, not.",
    "Rename the artifact.",
  ),
  WCT_ARTIFACT_DUPLICATE_INPUT: entry(
    2,
    "The same input twice",
    "An artifact lists one input more than once.",
    "Remove the repeated input.",
  ),
  WCT_ARTIFACT_NO_METHOD: entry(
    2,
    "No way of being made",
    "An artifact has none of source, inputs and reuse.",
    "Add source, inputs (with process) or reuse.",
  ),
  WCT_ARTIFACT_SEVERAL_METHODS: entry(
    2,
    "Several ways of being made",
    "An artifact mixes source, inputs, process, reuse or child_runbook in a way that is not allowed.",
    "Keep exactly one way of making the artifact.",
  ),
  WCT_ARTIFACT_UNKNOWN_INPUT: entry(
    2,
    "Unknown input",
    "An artifact takes an input that the runbook does not define.",
    "Correct the id, or define the artifact.",
  ),

  WCT_COMPONENT_CONFIG_INVALID: entry(
    2,
    "Component configuration is wrong",
    "A component's own schema refuses its properties.",
    "Correct the property that the message names; `wct connectors NAME` or `wct processors NAME` shows the schema.",
  ),
  WCT_COMPONENT_FILE_MISSING: entry(
    2,
    "File or folder does not exist",
    "A file or dir property names a path that is not there, or is of the other kind.",
    "Correct the path; it is relative to the runbook file.",
  ),
  WCT_COMPONENT_INVALID: entry(
    2,
    "Component is not well defined",
    "A component's definition breaks the contract (its configuration cannot be described as JSON Schema, two input requirements are equal, a schema is unknown).",
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
    "Correct the type, or load the plugin that has it.",
  ),

  WCT_EXPORT_FORMAT_UNKNOWN: entry(
    2,
    "Unknown export format",
    "No exporter of that name is loaded.",
    "Choose one that `wct exporters` lists.",
  ),
  WCT_EXPORT_UNSUPPORTED: entry(
    2,
    "Exporter does not take that schema",
    "The exporter cannot write artifacts of that schema.",
    "Choose another format or another artifact.",
  ),
  WCT_EXPORT_WRITE_FAILED: entry(
    3,
    "Output cannot be written",
    "The output file or folder cannot be created or written.",
    "Check the folder's permissions and free space, or choose another with --output.",
  ),

  WCT_GRAPH_CYCLE: entry(
    2,
    "Cycle",
    "Artifacts need each other in a circle.",
    "Break the circle that the message shows.",
  ),
  WCT_GRAPH_SELF_REFERENCE: entry(
    2,
    "Artifact is its own input",
    "An artifact lists itself in its inputs.",
    "Remove the artifact from its own inputs.",
  ),

  WCT_INTERNAL: entry(
    70,
    "A bug in wct",
    "Something happened that the program holds to be impossible.",
    "Report it with the stack that was printed.",
  ),

  WCT_PRODUCE_CANCELLED: entry(
    130,
    "Cancelled",
    "The run was interrupted while the artifact was being made.",
    "Run again; `--resume` takes over what completed.",
  ),
  WCT_PRODUCE_COMPONENT: entry(
    1,
    "The component reported a failure",
    "A component ended its work with fail().",
    "Follow the hint that the component gives.",
  ),
  WCT_PRODUCE_COST_LIMIT: entry(
    1,
    "Cost limit passed",
    "The costs that components reported went over config.cost_limit.",
    "Raise config.cost_limit or narrow the work.",
  ),
  WCT_PRODUCE_INPUT_UNREADABLE: entry(
    1,
    "Input cannot be read",
    "The content of an input is gone or does not match its digest.",
    "Run `wct verify` on the run.",
  ),
  WCT_PRODUCE_JOIN: entry(
    1,
    "Inputs cannot be joined",
    "A pass-through joins inputs whose content beside the stream differs.",
    "Use a processor, or give the artifacts the same rest.",
  ),
  WCT_PRODUCE_OUTPUT_INVALID: entry(
    1,
    "Output does not match its schema",
    "A component yielded something that its output schema refuses or that JSON cannot hold.",
    "Report it to the component's author; the path says where.",
  ),
  WCT_PRODUCE_THREW: entry(
    1,
    "The component threw",
    "A component ended with an exception.",
    "Look at the artifact's log with `wct inspect RUN ARTIFACT`.",
  ),
  WCT_PRODUCE_TIMEOUT: entry(
    1,
    "Timed out",
    "The artifact or the run took longer than its timeout.",
    "Raise the timeout or narrow the work.",
  ),
  WCT_PRODUCE_WORKER_LOST: entry(
    1,
    "The worker died",
    "The thread that ran the component ended: it exited or ran out of memory.",
    "Report it to the component's author, or narrow the work.",
  ),

  WCT_REUSE_UNAVAILABLE: entry(
    2,
    "Artifact to reuse is not available",
    "`reuse` names a run or artifact that is unknown, failed, altered or not kept.",
    "Choose a completed artifact of a recorded run.",
  ),

  WCT_RUN_AMBIGUOUS: entry(3, "Several runs match", "A prefix fits more than one run.", "Write more of the run's id."),
  WCT_RUN_ARTIFACT_ABSENT: entry(
    3,
    "Artifact has no content",
    "The artifact is not in the run, or was not completed, or its content was not kept.",
    "See `wct inspect RUN` for what there is.",
  ),
  WCT_RUN_NOT_FOUND: entry(3, "Run not found", "No recorded run fits the reference.", "List the runs with `wct runs`."),
  WCT_RUN_RECORD_CORRUPT: entry(
    3,
    "Run record is damaged",
    "The events or objects of a run do not match their hashes or break the order of events.",
    "Restore the store from a backup; `wct verify` names what is damaged.",
  ),

  WCT_RUNBOOK_BAD_VALUE: entry(
    2,
    "Wrong value",
    "A field holds something that is not allowed there.",
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
  WCT_RUNBOOK_MISSING_KEY: entry(2, "Missing key", "A required key is not there.", "Add the key."),
  WCT_RUNBOOK_NOT_FOUND: entry(
    2,
    "Runbook cannot be read",
    "The file does not exist or cannot be read.",
    "Correct the path.",
  ),
  WCT_RUNBOOK_NOT_YET: entry(
    2,
    "Not yet supported",
    "The runbook uses a feature that this version does not have yet.",
    "Leave it out, or use a newer wct.",
  ),
  WCT_RUNBOOK_SEVERAL_DOCUMENTS: entry(
    2,
    "Several documents",
    "The file holds more than one YAML document.",
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
    "The file is over 4 MiB, over 500,000 tokens, nested over 64 levels, or its aliases expand too far.",
    "Split the runbook, or write aliases out.",
  ),
  WCT_RUNBOOK_UNKNOWN_KEY: entry(
    2,
    "Unknown key",
    "A mapping has a key that is not known there.",
    "Correct the key; the hint names the nearest one.",
  ),

  WCT_SCHEMA_BAD_REF: entry(
    2,
    "Bad schema reference",
    "A schema reference is not name:major.minor.patch.",
    "Write the reference as name:1.0.0.",
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
    "The inputs of an artifact fit none of the combinations that its processor accepts.",
    "Change the inputs or the processor.",
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

  WCT_STORE_DAMAGED: entry(3, "Store is damaged", "The database cannot be read.", "Restore it from a backup."),
  WCT_STORE_LOCKED: entry(
    3,
    "Store is locked",
    "Another process holds the database for too long.",
    "Try again, or end the other process.",
  ),
  WCT_STORE_NETWORK: entry(
    3,
    "Store is on a network file system",
    "SQLite's write-ahead log does not work there.",
    "Choose a local folder with --store or WCT_STORE.",
  ),
  WCT_STORE_NEWER: entry(
    3,
    "Store is from a newer wct",
    "The database has a schema version that this program does not know.",
    "Use the newer wct.",
  ),
  WCT_STORE_NOT_FOUND: entry(
    3,
    "No store here",
    "There is no run record in that folder.",
    "Run a runbook first, or name the folder with --store.",
  ),
  WCT_STORE_UNREADABLE: entry(
    3,
    "Store cannot be opened",
    "The folder or database cannot be opened.",
    "Check its permissions.",
  ),
  WCT_STORE_WRITE_FAILED: entry(
    3,
    "Store cannot be written",
    "The record of the run cannot be written; the disk may be full.",
    "Free space or choose another folder with --store.",
  ),

  WCT_USAGE: entry(2, "Wrong usage", "The command line is not understood.", "See `wct --help`."),
} as const satisfies Record<string, CatalogueEntry>;

export type DiagnosticCode = keyof typeof catalogue;
