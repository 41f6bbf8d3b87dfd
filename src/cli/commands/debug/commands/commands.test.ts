import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textWidth } from "../../../../render/index.ts";
import { findCommand } from "./find-command.ts";
import { commandHelp, helpText } from "./help.ts";
import { shellCommands } from "./index.ts";

describe("the list of commands", () => {
  test("has no name or alias twice", () => {
    const words = shellCommands.flatMap(({ name, alias }) => [name, ...(alias === null ? [] : [alias])]);
    expect(words.length).toBe(new Set(words).size);
  });

  test("describes each command in a line without a period, and each detail in sentences", () => {
    for (const { about, details } of shellCommands) {
      expect(about).toMatch(/^[a-z].*[^.]$/);
      for (const detail of details) expect(detail).toMatch(/^[A-Z`].*\.$/);
    }
  });
});

describe("a command", () => {
  test("is found by its name, its alias and every prefix that only it has", () => {
    for (const { name, alias } of shellCommands) {
      expect(findCommand(shellCommands, name).name).toBe(name);
      if (alias !== null) expect(findCommand(shellCommands, alias).name).toBe(name);
      for (let length = 1; length < name.length; length += 1) {
        const prefix = name.slice(0, length);
        const sharing = shellCommands.filter((one) => one.name.startsWith(prefix) || one.alias === prefix);
        if (sharing.length === 1) expect(findCommand(shellCommands, prefix).name).toBe(name);
      }
    }
    expect(findCommand(shellCommands, "?").name).toBe("help");
  });

  test("that is ambiguous is refused with the candidates", () => {
    expect(() => findCommand(shellCommands, "en")).not.toThrow();
    expect(() => findCommand(shellCommands, "e")).toThrow('"e" begins 3 commands');
  });

  test("that is unknown is refused, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (word) => {
        if (shellCommands.some(({ name, alias }) => name.startsWith(word) || alias === word) || word === "?") return;
        expect(() => findCommand(shellCommands, word)).toThrow("unknown command");
      }),
    );
  });
});

test.each([60, 80, 200])("help fits %i columns", (width) => {
  const lines = [helpText(shellCommands, width), ...shellCommands.map((one) => commandHelp(one, width))].flat();
  expect(lines.filter((line) => textWidth(line) > width)).toEqual([]);
});
