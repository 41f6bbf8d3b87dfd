import type { ShapeOf } from "../../shape/index.ts";
import { answer, artifactId, count, flag, list, object, oneOf, open, orNull, text } from "./common.ts";

export const componentList = answer("ComponentList", {
  of: oneOf(["connectors", "processors", "exporters", "rulesets", "schemas"], "The kind of the entries."),
  components: list(
    object(
      {
        name: text("Its type, URI or reference."),
        version: orNull(text("Its version."), "it has none"),
        plugin: orNull(text("The plugin that provides it."), "not provided by a single plugin"),
        description: text("One line."),
        inputs: orNull(
          list(
            list(text(), "One combination of schemas; `?` marks an optional one."),
            "Accepted combinations of inputs.",
          ),
          "it takes no inputs",
        ),
        output: orNull(text("Schema of its output."), "it makes no artifact"),
        schema: orNull(open("JSON Schema of its configuration, or the schema itself."), "it has none"),
        example: orNull(text("Example in YAML."), "it has none"),
        rules: orNull(
          list(
            object(
              {
                id: text("Its name in the ruleset."),
                category: text("The category of personal data, of data subjects, or the purpose that it finds."),
                evidence: list(text(), "Kinds of evidence that it uses."),
                special_category: orNull(
                  flag("Whether it may be of a special category (Art. 9, Art. 10)."),
                  "the ruleset is not about personal data",
                ),
                rule: open("The rule as written in its file."),
              },
              "One rule.",
            ),
            "In the order of the file.",
          ),
          "not a ruleset, listed without a name, or of a format of its plugin's own",
        ),
      },
      "One entry.",
    ),
    "All entries; with a name, only the entries with this name.",
  ),
});
export type ComponentListShape = ShapeOf<typeof componentList>;

export const rulesetTest = answer("RulesetTest", {
  ruleset: text("Its id."),
  rules: count("Rules, with those that it extends."),
  examples: count("Examples that were run."),
  failed: count("Examples that failed."),
  failures: list(
    object(
      {
        rule: text("The rule that has the example."),
        list: oneOf(["match", "no_match"], "Whether the rule must find something in it, or must not."),
        example: text("The example; JSON unless it is a text."),
        found: list(text(), "The rules that found something in it."),
        file: text("The file that has the example, or the URI of a known ruleset."),
        line: count("Line of the example, from 1."),
        column: count("Column of the example, from 1."),
      },
      "One failed example.",
    ),
    "In the order of the rules.",
  ),
});
export type RulesetTestShape = ShapeOf<typeof rulesetTest>;

export const files = answer("Files", {
  files: list(text(), "Paths that were written."),
  plugin: orNull(text("Name of the new plugin."), "a runbook was written"),
  connector: orNull(text("Type of its connector."), "a runbook was written"),
  sources: orNull(
    list(
      object(
        {
          artifact: artifactId("The artifact that reads it."),
          type: text("The connector."),
          path: text(
            "The file or folder, relative to the current folder where it is inside; of a database on a server, the placeholder of its address.",
          ),
        },
        "One source.",
      ),
      "The data that the new runbook reads.",
    ),
    "a plugin was written",
  ),
  leftOut: orNull(
    list(
      object(
        {
          path: text(
            "The file or folder, relative to the current folder where it is inside, or the name of an environment variable.",
          ),
          reason: text("Why it is left out, in words."),
        },
        "One file, folder or variable.",
      ),
      "What was found and the new runbook does not read.",
    ),
    "a plugin was written",
  ),
});
export type FilesShape = ShapeOf<typeof files>;
