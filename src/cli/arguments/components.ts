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
    command(kind, { description: `list ${kind}: ${lists[kind]}`, example: `wct ${kind}\nwct ${kind} NAME` })
      .argument("[name]", "show one in detail")
      .option(...pluginOption, collect)
      .action((name, options) =>
        done(import("../commands/components.ts").then((m) => m.components(io, kind, name, options))),
      );
  }
}
