import { Argument, type Command } from "commander";
import type { Declaring } from "./command.ts";

const shell = () => new Argument("<shell>", "the shell").choices(["bash", "zsh", "fish"]);

/** Declares `wct completion`, and the hidden command that its scripts call. */
export function declareCompletion({ io, command, done }: Declaring): void {
  command("completion", {
    description: "print the completion script for a shell",
    example: 'wct completion fish > ~/.config/fish/completions/wct.fish\neval "$(wct completion bash)"',
    isBare: true,
  })
    .addArgument(shell())
    .action((name) => done(import("../commands/completion.ts").then((m) => m.completion(io, name))));

  command("__complete", {
    description: "print completions of the last word",
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
