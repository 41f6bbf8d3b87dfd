import { type CatalogueEntry, entry } from "./catalogue-entry.ts";

/** Errors that occur after a runbook is validated: producing, recording, reading and exporting. Sorted by family. */
export const catalogueOfRuns = {
  WCT_BUNDLE_CONFLICT: entry(
    3,
    "Another run has that id",
    "The store has a record with the bundle's run id and another head hash.",
    "Look at the bundle itself, or import it into another store.",
  ),
  WCT_BUNDLE_DAMAGED: entry(
    3,
    "Bundle is damaged",
    "The file was cut short or changed: its bytes differ from those that were written.",
    "Export the run again, or copy the file again.",
  ),
  WCT_BUNDLE_INVALID: entry(
    3,
    "Not a bundle",
    "The file is not one that `wct runs export` wrote.",
    "Name a bundle, or a run that `wct runs` lists.",
  ),
  WCT_BUNDLE_NEWER: entry(
    3,
    "Bundle is from a newer wct",
    "The bundle has a format version that this program does not know.",
    "Use a newer wct.",
  ),
  WCT_BUNDLE_UNREADABLE: entry(
    3,
    "Bundle cannot be read",
    "The file does not exist, or cannot be opened or read.",
    "Check its path and permissions.",
  ),

  WCT_CHECK_BASELINE: entry(
    3,
    "Baseline cannot be used",
    "The baseline file cannot be read or was not written by wct, or it cannot be written.",
    "Restore it, or write it again with `wct check RUN --write-baseline FILE` or `wct findings accept`.",
  ),
  WCT_CHECK_BASELINE_LOCKED: entry(
    3,
    "Baseline is locked",
    "Another process changes the baseline file, or was killed while it did.",
    "Wait until it ends; if it no longer runs, delete the file that the hint names.",
  ),
  WCT_CHECK_NOTHING: entry(
    3,
    "Nothing to check",
    "The run has no artifact of the kind that a condition needs: findings, or a record of processing.",
    "Check a run whose runbook makes one, or omit the condition.",
  ),

  WCT_DEBUG_BREAKPOINT: entry(
    2,
    "Breakpoint names nothing",
    "A breakpoint names no artifact of the runbook, or no breakpoint has that number.",
    "Use an artifact's id, or a pattern such as findings_*.",
  ),
  WCT_DEBUG_COMMAND: entry(
    2,
    "Invalid debugger command",
    "The debugger does not know the command, or its arguments are invalid.",
    "Enter `help` for the commands.",
  ),
  WCT_DEBUG_NOT_NOW: entry(
    2,
    "Not possible at this point of the session",
    "The debugger cannot do that where the session stands.",
    "Follow the hint of the message.",
  ),
  WCT_DEBUG_NO_INPUT: entry(
    2,
    "No terminal and no commands",
    "A debug session needs a terminal, commands on standard input, or a file of commands.",
    "Pipe commands to `wct debug`, or pass --commands FILE.",
  ),

  WCT_EXPORT_FORMAT_UNKNOWN: entry(
    2,
    "Unknown export format",
    "No exporter of that name is loaded.",
    "Choose one that `wct exporters` lists.",
  ),
  WCT_EXPORT_UNSUPPORTED: entry(
    2,
    "Exporter does not support that schema",
    "The exporter cannot write artifacts of that schema.",
    "Choose another format or another artifact.",
  ),
  WCT_EXPORT_WRITE_FAILED: entry(
    3,
    "Output cannot be written",
    "The output file or folder cannot be created or written.",
    "Check the folder's permissions and free space, or choose another with --output.",
  ),

  WCT_INTERNAL: entry(
    70,
    "A bug in wct",
    "Something happened that should be impossible.",
    "Report it with the stack that was printed.",
  ),

  WCT_PRODUCE_CANCELLED: entry(
    130,
    "Cancelled",
    "The run was interrupted while the artifact was being made.",
    "Run again; completed artifacts are in the record.",
  ),
  WCT_PRODUCE_COMPONENT: entry(
    1,
    "The component reported a failure",
    "A component ended its work with fail().",
    "Follow the hint that the component gives.",
  ),
  WCT_PRODUCE_COST_LIMIT: entry(
    1,
    "Cost limit exceeded",
    "The costs that components reported exceeded config.cost_limit.",
    "Raise config.cost_limit or narrow the work.",
  ),
  WCT_PRODUCE_INPUT_UNREADABLE: entry(
    1,
    "Input cannot be read",
    "The content of an input is missing or does not match its digest.",
    "Run `wct verify` on the run.",
  ),
  WCT_PRODUCE_JOIN: entry(
    1,
    "Inputs cannot be joined",
    "A pass-through joins inputs whose content outside the stream differs.",
    "Use a processor, or make this content the same.",
  ),
  WCT_PRODUCE_OUTPUT_INVALID: entry(
    1,
    "Output does not match its schema",
    "A component yielded something that its output schema rejects or that JSON cannot represent.",
    "Report it to the component's author; the path shows where.",
  ),
  WCT_PRODUCE_THREW: entry(
    1,
    "The component threw",
    "A component ended with an exception.",
    "Read the artifact's log with `wct inspect RUN ARTIFACT`.",
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
    "The thread that ran the component ended: it exited or ran out of memory. Or workers on other machines were lost while they made the artifact, more often than is allowed.",
    "Report it to the component's author, or narrow the work; look at the memory of the workers' hosts.",
  ),
  WCT_PRODUCE_WORKER_UNFIT: entry(
    1,
    "No worker may make it",
    "Every worker that could make the artifact has another version of wct, plugin, variable, file or ruleset than the machine that runs the runbook.",
    "Make the workers the same; the message names what differs.",
  ),

  WCT_RUN_ACTIVE: entry(
    3,
    "Run is still running",
    "A run cannot be resumed or exported, and nothing can be erased, while its process is running.",
    "Wait until it ends, or stop it; completed artifacts are in the record.",
  ),
  WCT_RUN_AMBIGUOUS: entry(
    3,
    "Several runs match",
    "A prefix matches more than one run.",
    "Write more of the run's id.",
  ),
  WCT_RUN_ARTIFACT_ABSENT: entry(
    3,
    "Artifact has no content",
    "The artifact is not in the run, did not complete, or its content was not kept.",
    "`wct inspect RUN` lists the artifacts of the run.",
  ),
  WCT_RUN_COMPARED_TO_ITSELF: entry(
    2,
    "A run is compared with itself",
    "Both references name the same run, such as `latest` and `latest:completed` if the newest run completed. This is a warning.",
    "Name another run; `previous` is the previous run of the same runbook.",
  ),
  WCT_RUN_FINDING_ABSENT: entry(
    3,
    "Finding not found",
    "No finding of the run has that id, or an id that starts with it.",
    "List the findings with `wct findings RUN`.",
  ),
  WCT_RUN_FINDING_AMBIGUOUS: entry(
    3,
    "Several findings match",
    "A prefix matches the ids of more than one finding.",
    "Write more of the id, or name the artifact with --artifact.",
  ),
  WCT_RUN_NOT_FOUND: entry(
    3,
    "Run not found",
    "No recorded run matches the reference.",
    "List the runs with `wct runs`.",
  ),
  WCT_RUN_RECORD_CORRUPT: entry(
    3,
    "Run record is damaged",
    "The events or objects of a run do not match their hashes or break the order of events.",
    "Restore the store from a backup; `wct verify` names what is damaged.",
  ),

  WCT_STDOUT_WRITE_FAILED: entry(
    3,
    "Standard output cannot be written",
    "Writing to standard output fails; the disk may be full. The run is still recorded completely.",
    "Redirect standard output to another place; `wct inspect` shows the run again.",
  ),

  WCT_STORE_DAMAGED: entry(3, "Store is damaged", "The database cannot be read.", "Restore it from a backup."),
  WCT_STORE_LOCKED: entry(
    3,
    "Store is locked",
    "Another process locks the database for too long.",
    "Try again, or stop the other process.",
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
    "The database, or the plan of a run in it, has a format that this program does not know.",
    "Use a newer wct.",
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
  WCT_STORE_UNSAFE: entry(
    3,
    "Store is not plain files and folders",
    "Something in the store's folder, or the folder itself if it was not named explicitly, is a link, a pipe or a device. wct does not follow it, because its target may belong to somebody else.",
    "Remove it if you know its origin, or choose another folder with --store.",
  ),
  WCT_STORE_WRITE_FAILED: entry(
    3,
    "Store cannot be written",
    "The record of the run cannot be written; the disk may be full.",
    "Free space or choose another folder with --store.",
  ),
} as const satisfies Record<string, CatalogueEntry>;
