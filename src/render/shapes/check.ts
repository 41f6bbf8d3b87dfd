import type { ShapeOf } from "../../shape/index.ts";
import { answer, artifactId, count, flag, list, object, orNull, runHeader, text } from "./common.ts";
import { finding } from "./diff.ts";
import { growthUnit, incomplete, unreadPlace } from "./findings.ts";

export const check = answer("Check", {
  run: object(runHeader, "The run that was checked."),
  passed: flag("Whether no condition failed and nothing was missing; otherwise the exit code is 1."),
  judged: object(
    {
      findings: count("Findings; a copy of one, which says what the law says about it, does not count."),
      records: count("Records of processing."),
    },
    "What the conditions were evaluated on.",
  ),
  baseline: orNull(
    object(
      {
        findings: count("Number of findings in it."),
        gone: count("Number of these that the run no longer has."),
        moved: count("Number of these that were recognised in a file that was renamed or moved."),
        grown: object(
          {
            findings: count("Number of findings with more matches, or more distinct values, than were reviewed."),
            from: count("Matches that were reviewed, of all of them."),
            to: count("Matches now, of all of them."),
            unit: growthUnit,
          },
          "Findings in it that have grown.",
        ),
      },
      "The baseline that `new` refers to.",
    ),
    "none was given",
  ),
  conditions: list(
    object(
      {
        condition: text("As the user wrote it."),
        broken: count(
          "Number of findings, gaps or places that match; 1 for a condition on the record of processing alone.",
        ),
        findings: list(finding, "The first of these."),
        gaps: list(
          object(
            {
              artifact: artifactId("The record of processing."),
              item: text("Item of the Regulation, such as 30(1)(c)."),
              activity: orNull(text("The processing activity."), "about the record as a whole"),
              message: text("What is missing."),
            },
            "One gap.",
          ),
          "The first of these.",
        ),
        places: list(unreadPlace, "The first of these, for the condition `unread`."),
      },
      "One condition.",
    ),
    "In the order of the command line.",
  ),
  unjudged: list(
    object({ artifact: artifactId("The artifact."), why: text("Why it could not be read.") }, "One artifact."),
    "What should have been checked but is missing; any entry fails the check.",
  ),
  incomplete,
});
export type CheckShape = ShapeOf<typeof check>;
