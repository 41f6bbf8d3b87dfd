import { type CatalogueEntry, entry } from "./catalogue-entry.ts";

/** Errors in how runbooks include each other. Sorted by code. */
export const catalogueOfChildren = {
  WCT_CHILD_INPUT_UNKNOWN: entry(
    2,
    "Unknown input of a child runbook",
    "An input_mapping names an input that the child runbook does not declare.",
    "Correct the name; the hint names the nearest one.",
  ),
  WCT_CHILD_INPUT_UNMAPPED: entry(
    2,
    "Inputs of a child runbook do not match",
    "A required input of a child runbook is not mapped, or inputs and input_mapping do not name the same artifacts.",
    "Map every required input to an artifact that is listed in inputs.",
  ),
  WCT_CHILD_NAME_TAKEN: entry(
    2,
    "Name is already used",
    "An input of a child runbook, or an id in an output_mapping, is the id of something else in the same runbook.",
    "Choose another name.",
  ),
  WCT_CHILD_NEEDS_INPUTS: entry(
    2,
    "A child runbook cannot be run by itself",
    "The runbook declares required inputs, which only a runbook that includes it can give.",
    "Run a runbook that includes it; `wct validate` checks a child runbook by itself.",
  ),
  WCT_CHILD_NOT_FOUND: entry(
    2,
    "Child runbook not found",
    "There is no such file in the folder of the including runbook or in its template_paths, or it cannot be read.",
    "Correct the path, or add its folder to config.template_paths.",
  ),
  WCT_CHILD_OUTPUT_UNKNOWN: entry(
    2,
    "Unknown output of a child runbook",
    "The child runbook does not declare the output, or the output names no artifact, or one that is not made without its optional inputs.",
    "Correct the name, or declare the output in the child runbook.",
  ),
  WCT_CHILD_PATH: entry(
    2,
    "Path of a child runbook is not allowed",
    "The path is absolute, or leads out of the folders that are searched, by .. or through a link.",
    "Move the file into the folder of the runbook, or add its folder to config.template_paths.",
  ),
  WCT_CHILD_RECURSIVE: entry(
    2,
    "Child runbook includes itself",
    "A child runbook includes itself, directly or through others.",
    "Remove one of the inclusions that the message lists.",
  ),
  WCT_CHILD_SETTING: entry(
    2,
    "Setting does not apply to a child runbook",
    "A timeout cannot apply to a whole child runbook. The limits in a child runbook's own config are ignored, which is a warning.",
    "Set a timeout for artifacts of the child, or limits in the runbook that is run.",
  ),
  WCT_CHILD_TOO_LARGE: entry(
    2,
    "Too many child runbooks",
    "Child runbooks are nested too deep, or have too many artifacts together.",
    "Include fewer child runbooks, or run them separately.",
  ),
} as const satisfies Record<string, CatalogueEntry>;
