import type { z } from "zod";
import { answer, code, count, list, named, object, oneOf, orNull, text } from "./common.ts";

const line = count("Counts from 1.").min(1);

const sourceRange = named(
  "SourceRange",
  {
    file: text("Path as the user wrote it; the option's name when it is about an option's value."),
    line,
    column: line,
    endLine: line,
    endColumn: count("Counts from 1; exclusive.").min(1),
  },
  "A stretch of a source file.",
);

export const diagnostics = answer("Diagnostics", {
  diagnostics: list(
    object(
      {
        code,
        severity: oneOf(["error", "warning"], "An error ends the command with its exit code."),
        message: text("What is wrong, without final period."),
        hint: orNull(text("The next action."), "none is known"),
        location: orNull(sourceRange, "it is about no place in a file"),
        related: list(
          object(
            { message: text("What is there.").min(1), location: sourceRange },
            "Another place that has to do with it.",
          ),
          "Other places that have to do with it.",
        ),
      },
      "One finding about what the user wrote or asked for.",
    ),
    "In the order of the file; empty: nothing is wrong.",
  ),
});
export type DiagnosticsShape = z.infer<typeof diagnostics>;
