import type { Command } from "commander";
import { collect, type Declaring, pluginOption } from "./command.ts";

const lists = {
  connectors: "components that make source artifacts",
  processors: "components that make derived artifacts",
  exporters: "components that write artifacts to files",
  rulesets: "rules of the analysers",
  schemas: "the shapes of messages",
} as const;

/** Declares `wct connectors`, `processors`, `exporters`, `rulesets`, `schemas`. */
export function declareComponents({ io, command, done }: Declaring): void {
  for (const kind of Object.keys(lists) as readonly (keyof typeof lists)[]) {
    const list = command(kind, {
      description: `list ${kind}: ${lists[kind]}`,
      example: `wct ${kind}\nwct ${kind} NAME`,
    })
      .argument("[name]", "show one in detail")
      .option(...pluginOption, collect)
      .action((name, options) =>
        done(import("../commands/components.ts").then((m) => m.components(io, kind, name, options))),
      );
    if (kind === "rulesets") declareRulesets({ io, command, done }, list.enablePositionalOptions());
  }
}

const rulesetArgument = ["<ruleset>", "path of a ruleset (YAML), or its URI as `wct rulesets` lists it"] as const;

/** Declares `wct rulesets test` and `wct rulesets check`. */
function declareRulesets({ io, command, done }: Declaring, parent: Command): void {
  command("test", {
    parent,
    description: "run the examples of a ruleset; ends with 1 if one fails",
    example: "wct rulesets test rules/school.yaml",
  })
    .argument(...rulesetArgument)
    .option(...pluginOption, collect)
    .action((ruleset, options) =>
      done(import("../commands/rulesets/test.ts").then((m) => m.testRuleset(io, ruleset, options))),
    );
  command("check", {
    parent,
    description: "check the format, patterns and names of a ruleset; errors end with 2, warnings do not",
    example: "wct rulesets check rules/school.yaml",
  })
    .argument(...rulesetArgument)
    .option(...pluginOption, collect)
    .action((ruleset, options) =>
      done(import("../commands/rulesets/check.ts").then((m) => m.checkRuleset(io, ruleset, options))),
    );
}
