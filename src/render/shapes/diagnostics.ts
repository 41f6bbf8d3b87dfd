import { published, type ShapeOf } from "../../shape/index.ts";
import { answer, code, count, list, named, object, oneOf, orNull, text } from "./common.ts";

const from1 = (what: string) => published(count(what), { minimum: 1 });
const line = from1("Counts from 1.");

const sourceRange = named(
  "SourceRange",
  {
    file: text("Path as the user wrote it; the option's name for the value of an option."),
    line,
    column: line,
    endLine: line,
    endColumn: from1("Counts from 1; exclusive."),
  },
  "A range in a source file.",
);

const diagnosticList = (what: string) =>
  list(
    object(
      {
        code,
        severity: oneOf(["error", "warning"], "An error ends the command with its exit code."),
        message: text("What is wrong, without final period."),
        hint: orNull(text("The next action."), "none is known"),
        location: orNull(sourceRange, "it has no position in a file"),
        related: list(
          object(
            { message: published(text("What this position shows."), { minLength: 1 }), location: sourceRange },
            "A related position.",
          ),
          "Related positions.",
        ),
      },
      "One error or warning about the user's input.",
    ),
    what,
  );

export const diagnostics = answer("Diagnostics", {
  diagnostics: diagnosticList("In the order of the file; empty: there are no errors."),
});
export type DiagnosticsShape = ShapeOf<typeof diagnostics>;

export const migration = answer("Migration", {
  text: text("The whole migrated file; the original if nothing was changed."),
  written: orNull(text("The file that was written."), "none was written"),
  changes: list(
    object({ line, column: line, message: text("What was changed.") }, "A change, at its place in the original."),
    "In the order of the original.",
  ),
  manual: diagnosticList("What only a person can do, in the order of the original."),
});
export type MigrationShape = ShapeOf<typeof migration>;
