import { collect, type Declaring, pluginOption } from "./command.ts";

const lists = {
  connectors: "what makes source artifacts",
  processors: "what makes derived artifacts",
  exporters: "what writes artifacts to files",
  rulesets: "what analysers look for",
  schemas: "shapes of messages",
} as const;

/** `wct connectors`, `processors`, `exporters`, `rulesets`, `schemas`. */
export function declareLists({ io, command, done }: Declaring): void {
  for (const kind of Object.keys(lists) as readonly (keyof typeof lists)[]) {
    command(kind, { description: `list ${kind}: ${lists[kind]}`, example: `wct ${kind}\nwct ${kind} NAME` })
      .argument("[name]", "show one in full")
      .option(...pluginOption, collect)
      .action((name, options) =>
        done(import("../commands/components.ts").then((m) => m.components(io, kind, name, options))),
      );
  }
}
