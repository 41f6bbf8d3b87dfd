import { Argument, type Command } from "commander";
import type { Declaring } from "./command.ts";

const shell = () => new Argument("<shell>", "the shell that is to complete").choices(["bash", "zsh", "fish"]);

/** `wct completion`, and the hidden command that its scripts ask. */
export function declareCompletion({ io, command, done }: Declaring): void {
  command("completion", {
    description: "print what a shell needs to complete the words of wct",
    example: 'wct completion fish > ~/.config/fish/completions/wct.fish\neval "$(wct completion bash)"',
    isBare: true,
  })
    .addArgument(shell())
    .action((name) => done(import("../commands/completion.ts").then((m) => m.completion(io, name))));

  command("__complete", {
    description: "print what may stand in place of the last word",
    example: 'wct __complete bash -- inspect ""',
    isBare: true,
    isHidden: true,
  })
    .addArgument(shell())
    .argument("[words...]", "the words after wct; the last one is completed")
    .action((name, words, _options, self: Command) =>
      done(import("../commands/completion.ts").then((m) => m.complete(io, self.parent ?? self, name, words))),
    );
}
