import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CliOptions, type CliResult, runCli } from "../support/cli.ts";
import { forgedBundle, formed, free } from "../support/forged-bundle.ts";

/** Every command that shows a record. */
const readCommands: readonly (readonly string[])[] = [
  ["runs", "show", "F"],
  ["runs", "import", "F"],
  ["runs"],
  ["inspect", "F"],
  ["inspect", "F", "-v"],
  ["inspect", "F", "findings"],
  ["inspect", "F", "failing"],
  ["inspect", "F", "absent"],
  ...["--meta", "--log", "--inputs", "--lineage", "--schema", "--table", "--raw"].flatMap((option) => [
    ["inspect", "F", "findings", option],
    ["inspect", "F", "failing", option],
  ]),
  ["inspect", "F", "findings", "--path", "$.findings[*].locator"],
  ["timeline", "F", "-v"],
  ...["text", "json", "svg", "html", "trace"].map((format) => ["timeline", "F", "--format", format]),
  ...["mermaid", "dot", "svg", "html", "json", "text"].map((format) => ["visualise", "F", "--format", format]),
  ["visualise", "F", "--schemas", "--format", "text"],
  ["replay", "F", "--speed", "max", "-v"],
  ["diff", "F", "G"],
  ["diff", "F", "G", "-v"],
  ["diff", "F", "G", "--format", "markdown"],
  ["check", "F", "--fail-on", "special-category"],
  ["check", "F", "--fail-on", "special-category", "--format", "markdown"],
  ["verify", "F"],
  ["verify"],
  ["export", "F", "--format", "json", "-o", "handed", "--force"],
  ["report", "F", "-o", "page.html", "--force"],
];
const jsonCommands: readonly (readonly string[])[] = [
  ["runs", "show", "F", "--json"],
  ["runs", "--json"],
  ["inspect", "F", "--json"],
  ["inspect", "F", "findings", "--json"],
  ["inspect", "F", "findings", "--meta", "--json"],
  ["inspect", "F", "findings", "--table", "--json"],
  ["timeline", "F", "--json"],
  ["visualise", "F", "--json"],
  ["replay", "F", "--json"],
  ["diff", "F", "G", "--json"],
  ["check", "F", "--fail-on", "special-category", "--json"],
  ["verify", "F", "--json"],
];

/** Written out anew, not the program's own list: controls, separators, directions, and what nobody sees. */
const steering =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u180e|[\ufe00-\ufe0f]|[\u{e0000}-\u{e0fff}]|\p{Cs}/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours begin with one
const colors = /\u001b\[(?:1|2|22|31|32|33|39)m/g;

const hostile = fc.oneof(
  fc.constantFrom(
    "\u001b]0;title\u0007",
    "\u009d0;title\u009c",
    "\u001b[2J\u001b[?25l\r",
    "\u202emoc.elpmaxe",
    "\u2066\u200b\u00ad\u2028\u2029\ufeff\u{e0041}",
    "\n::error::FORGED",
    "\n  ::add-mask::FORGED",
    "##[add-mask]FORGED",
    "\r\n::stop-commands::FORGED",
    "\u007f\b\b\b\u0000",
  ),
  fc.string({ unit: "binary", maxLength: 6 }),
);

interface World {
  readonly cli: (args: readonly string[], options?: Omit<CliOptions, "cwd">) => Promise<CliResult>;
}

/** A folder with a bundle in which texts were forged, F, and one in which none was, G. */
async function inForgedWorld(forge: (text: string) => string, body: (world: World) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "wct-forged-"));
  try {
    writeFileSync(join(dir, "f.wctrun"), await forgedBundle(forge));
    writeFileSync(join(dir, "g.wctrun"), await forgedBundle((text) => text));
    const word = (arg: string): string => ({ F: "f.wctrun", G: "g.wctrun" })[arg] ?? arg;
    await body({ cli: (args, options = {}) => runCli(args.map(word), { cwd: dir, ...options }) });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** A failed artifact has no content, a column of a special category breaks the check. */
const expectedCode = (args: readonly string[]): number => {
  if (args[0] === "check") return 1;
  return args.includes("absent") ||
    (args[2] === "failing" && (args.length === 3 || args.some((arg) => wantsContent.has(arg))))
    ? 3
    : 0;
};
const wantsContent = new Set(["--table", "--raw"]);

const github = { GITHUB_ACTIONS: "true" };

function expectSafe(args: readonly string[], { code, stdout, stderr }: CliResult): void {
  const said = (stdout + stderr).replaceAll(colors, "");
  expect({ args, code: code < 70 ? "known" : code, steers: steering.exec(said)?.[0] ?? null, said }).toEqual({
    args,
    code: "known",
    steers: null,
    said,
  });
  const forgedLine = said.split("\n").find((line) => /^(?:::[a-z-]+::|.{0,3})FORGED/.test(line.trimStart())) ?? null;
  expect({ args, forgedLine, said }).toEqual({ args, forgedLine: null, said });
}

function expectNoCommands(args: readonly string[], { stdout, stderr }: CliResult): void {
  for (const line of `${stdout}\n${stderr}`.split(/[\r\n]/)) {
    const told = line.trimStart();
    // The program's own have a title, and stand on lines of their own.
    if (/^::(?:error|warning) (?:file=[^:]*,)?title=[^:,]*::/.test(told)) continue;
    const isCommand = told.startsWith("::") || told.includes("##[");
    expect({ args, command: isCommand ? told : null }).toEqual({ args, command: null });
  }
}

/** What a pipe gets as it is, but for commands. */
const isData = (args: readonly string[]): boolean => args.some((arg) => /^--(?:format|raw|path|schema)$/.test(arg));

/** Each command once: the terminal of a job. The texts of a command, and not its data, are the same in a pipe. */
async function expectHarmless(forge: (text: string) => string): Promise<void> {
  await inForgedWorld(forge, async ({ cli }) => {
    for (const args of readCommands) {
      const shown = await cli(args, { terminal: true, env: github });
      expectSafe(args, shown);
      expectNoCommands(args, shown);
      if (isData(args)) expectNoCommands(args, await cli(args, { env: github }));
    }
    for (const args of jsonCommands) await expectSameJson(args, cli);
  });
}

/** The same data on a terminal and in a job, which it gives. */
async function expectSameJson(args: readonly string[], cli: World["cli"]): Promise<unknown> {
  const shown = await cli(args, { terminal: true });
  expectSafe(args, shown);
  const piped = await cli(args, { env: github });
  expectNoCommands(args, piped);
  expect(JSON.parse(shown.stdout)).toEqual(JSON.parse(piped.stdout));
  return JSON.parse(shown.stdout);
}

/** Each command on a terminal that is none of a job, in a job without a terminal, and with neither. */
async function expectHarmlessApart(forge: (text: string) => string): Promise<void> {
  await inForgedWorld(forge, async ({ cli }) => {
    for (const args of readCommands) {
      expectSafe(args, await cli(args, { terminal: true }));
      expectNoCommands(args, await cli(args, { env: github }));
    }
    for (const args of jsonCommands) {
      expect(await expectSameJson(args, cli)).toEqual(JSON.parse((await cli(args)).stdout));
    }
  });
}

describe("a forged record steers neither a terminal nor a job of GitHub Actions", { timeout: 180_000 }, () => {
  const all = "\u001b]0;title\u0007\u009b2J\u202e\u2066\u200b\u00ad\u2028\u007f\r\n::add-mask::FORGED\n##[group]";

  test("which shows all of itself when nothing is forged", async () => {
    await inForgedWorld(
      (text) => text,
      async ({ cli }) => {
        for (const args of [...readCommands, ...jsonCommands]) {
          const { code, stderr } = await cli(args);
          expect({ args, code, stderr }).toEqual({ args, code: expectedCode(args), stderr: expect.anything() });
        }
      },
    );
  });

  // One at a time: a reader may refuse the record at the first.
  test.each(formed)("through %j and whatever else has a form", async (text) => {
    await expectHarmless((one) => (one === text ? one + all : one));
  });

  test("through all texts that have no form", async () => {
    await expectHarmlessApart((one) => (free.includes(one) ? one + all : one));
  });

  test("through any texts of it, whatever they are replaced by", async () => {
    const forgery = fc.record({ texts: fc.subarray([...free]), by: hostile });
    await fc.assert(
      fc.asyncProperty(forgery, async ({ texts, by }) => {
        await expectHarmless((one) => (texts.some((text) => text === one) ? one + by : one));
      }),
      { numRuns: 2 },
    );
  });
});

test.each([["inspect"], ["help"], ["run"], ["visualise"], ["--store"], ["no-command"]])(
  "what is typed after %s is quoted and steers nothing",
  async (command) => {
    const typed = "\u001b]0;title\u0007\u009b2J\u202e\n::add-mask::FORGED\n##[group]";
    const args = [command, command === "no-command" ? "x" : typed, typed];
    expectSafe(args, await runCli(args, { cwd: tmpdir(), terminal: true }));
    expectNoCommands(args, await runCli(args, { cwd: tmpdir(), env: github }));
  },
);
