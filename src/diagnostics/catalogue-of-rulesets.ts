import { type CatalogueEntry, entry } from "./catalogue-entry.ts";

/** Errors in rulesets, and what is left to do after a migration. Sorted by family. */
export const catalogueOfRulesets = {
  WCT_MIGRATE_EXISTS: entry(
    2,
    "The output exists",
    "The file that the migrated runbook would be written to exists.",
    "Choose another file with -o, or replace the runbook with --write.",
  ),
  WCT_MIGRATE_MANUAL: entry(
    2,
    "A part of a runbook has no equivalent",
    "A runbook of waivern-compliance uses something that wct does not have, or that only a person can decide.",
    "Do what the message says; the migrated runbook has the same text as a comment at that place.",
  ),
  WCT_MIGRATE_UNKNOWN: entry(
    2,
    "Nothing that can be migrated",
    "The file is neither a runbook nor an organisation file of waivern-compliance.",
    "Name the runbook, which has the key artifacts, or the organisation file, which has data_controller.",
  ),

  WCT_RULESET_BASE_UNKNOWN: entry(
    2,
    "Unknown base of a ruleset",
    "The key extends of a ruleset names neither a known ruleset nor a file.",
    "Choose one that `wct rulesets` lists, or a YAML file; a path is relative to the ruleset.",
  ),
  WCT_RULESET_CIRCULAR: entry(
    2,
    "Circle of rulesets",
    "Rulesets extend each other in a circle.",
    "Remove extends from one of them.",
  ),
  WCT_RULESET_DOUBTFUL: entry(
    2,
    "Doubtful rule",
    "A rule has too few examples, a name twice, a name of another rule, a phrase that is too short, or words that have no effect.",
    "Correct the rule as the message says.",
  ),
  WCT_RULESET_INVALID: entry(
    2,
    "Ruleset is invalid",
    "A ruleset does not have the format of its kind, is of another kind than the component needs, or refers to a rule that does not exist.",
    "Correct the value that the message names.",
  ),
  WCT_RULESET_PATTERN_INVALID: entry(
    2,
    "Pattern is not a regular expression",
    "A pattern of a ruleset cannot be compiled, or matches the empty text.",
    "Correct the pattern; it is a regular expression of JavaScript in Unicode mode.",
  ),
  WCT_RULESET_PATTERN_SLOW: entry(
    2,
    "Pattern can take very long",
    "For some texts, the time that a pattern of a ruleset takes grows exponentially, or with the third power of their length or more.",
    "Rewrite the pattern so that no text can be divided among its repetitions in several ways.",
  ),
  WCT_RULESET_UNREADABLE: entry(
    2,
    "Ruleset cannot be read",
    "A ruleset is neither a known ruleset nor a readable file, or it is too large.",
    "Correct the name; `wct rulesets` lists the known rulesets.",
  ),
} as const satisfies Record<string, CatalogueEntry>;
