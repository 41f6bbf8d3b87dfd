import type { z } from "zod";
import { answer, artifactId, count, flag, list, object, orNull, runHeader, text } from "./common.ts";
import { finding } from "./diff.ts";

export const check = answer("Check", {
  run: object(runHeader, "The run that was judged."),
  passed: flag("Whether no condition is broken and all was there to be judged; else the exit code is 1."),
  judged: object(
    { findings: count("Findings."), records: count("Records of processing.") },
    "What the conditions were asked of.",
  ),
  baseline: orNull(
    object(
      { findings: count("Findings that it holds."), gone: count("Of these, those that the run no longer has.") },
      "What `new` is compared with.",
    ),
    "none was given",
  ),
  conditions: list(
    object(
      {
        condition: text("As the user wrote it."),
        broken: count("How many findings or gaps break it; 1 for a condition over the record of processing alone."),
        findings: list(finding, "The first of them."),
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
          "The first of them.",
        ),
      },
      "One condition.",
    ),
    "In the order of the command line.",
  ),
  unjudged: list(
    object({ artifact: artifactId("The artifact."), why: text("Why it could not be read.") }, "One artifact."),
    "What should have been judged and is not there; any breaks the gate.",
  ),
});
export type CheckShape = z.infer<typeof check>;
