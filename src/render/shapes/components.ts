import * as z from "zod";
import { answer, artifactId, flag, list, object, oneOf, open, orNull, text } from "./common.ts";

export const componentList = answer("ComponentList", {
  of: oneOf(["connectors", "processors", "exporters", "rulesets", "schemas"], "What is listed."),
  components: list(
    object(
      {
        name: text("Its type, URI or reference."),
        version: orNull(text("Its version."), "it has none"),
        plugin: orNull(text("The plugin that it comes from."), "not of one plugin"),
        description: text("One line."),
        inputs: orNull(
          list(
            list(z.string(), "Schemas that go together; `?` marks one that may be missing."),
            "Combinations that it accepts.",
          ),
          "it takes no inputs",
        ),
        output: orNull(text("Schema of what it makes."), "it makes no artifact"),
        schema: orNull(open("JSON Schema of its configuration, or the schema itself."), "it has none"),
        example: orNull(text("YAML to begin with."), "it has none"),
        rules: orNull(
          list(
            object(
              {
                id: text("Its name in the ruleset."),
                category: text("The category of personal data, of data subjects, or the purpose that it finds."),
                evidence: list(z.string(), "Kinds of evidence that speak for it."),
                special_category: orNull(
                  flag("Whether it may be of a special category (Art. 9, Art. 10)."),
                  "the ruleset is not about personal data",
                ),
                rule: open("The rule as its file has it."),
              },
              "One rule.",
            ),
            "In the order of the file.",
          ),
          "not a ruleset, listed without a name, or of a format of its plugin's own",
        ),
      },
      "One of them.",
    ),
    "With a name, that one alone, or each version of it.",
  ),
});
export type ComponentListShape = z.infer<typeof componentList>;

export const files = answer("Files", {
  files: list(z.string(), "Paths that were written."),
  plugin: orNull(text("Name of the new plugin."), "a runbook was written"),
  connector: orNull(text("Type of its connector."), "a runbook was written"),
  sources: orNull(
    list(
      object(
        {
          artifact: artifactId("The artifact that reads it."),
          type: text("The connector."),
          path: text("The file or folder, relative to the current folder where it is inside."),
        },
        "One source.",
      ),
      "The data that the new runbook reads.",
    ),
    "a plugin was written",
  ),
});
export type FilesShape = z.infer<typeof files>;
