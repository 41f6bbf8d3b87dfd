import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program, show } from "./run-program.ts";

const children = 50;
const artifactsEach = 100;
const rounds = 5;

/**
 * Measures planning of 5,000 artifacts in 50 child runbooks as whole commands of the built program: elapsed time, and
 * CPU time of all threads, in milliseconds. Each child has a file of its own, or all are one file.
 */
export function benchChildRunbooks(print: (line: string) => void): void {
  const dir = mkdtempSync(join(tmpdir(), "wct-bench-"));
  try {
    mkdirSync(join(dir, "small"));
    writeFileSync(join(dir, "small/a.txt"), "a text\n");
    for (let at = 0; at < children; at += 1) writeFileSync(join(dir, `child${at}.yaml`), childRunbook());
    writeFileSync(
      join(dir, "files.yaml"),
      parentRunbook((at) => `child${at}.yaml`),
    );
    writeFileSync(
      join(dir, "one-file.yaml"),
      parentRunbook(() => "child0.yaml"),
    );
    writeFileSync(join(dir, "inline.yaml"), inlineRunbook());
    for (const name of ["files", "one-file", "inline"]) {
      const all = Array.from({ length: rounds }, () => program(["validate", `${name}.yaml`], dir));
      print(`${name}: ${show(all.map(({ wall }) => wall))} ms, CPU ${show(all.map(({ cpu }) => cpu))} ms`);
    }
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const source = "  files: { source: { type: filesystem, properties: { path: ./small } } }\n";
const head = "name: Many\ndescription: Many artifacts\n";

function searches(input: string, prefix = ""): string {
  const one = (at: number) => `  ${prefix}a${at}: { inputs: ${input}, process: { type: personal_data } }\n`;
  return Array.from({ length: artifactsEach - 1 }, (_, at) => one(at)).join("");
}

function childRunbook(): string {
  const ports = `inputs: { data: { schema: "standard_input:1.0.0" } }\noutputs: { found: { artifact: a0 } }\n`;
  return `${head}${ports}artifacts:\n${searches("data")}`;
}

function parentRunbook(path: (at: number) => string): string {
  const include = (at: number) =>
    `  c${at}: { inputs: files, child_runbook: { path: ${path(at)}, input_mapping: { data: files }, output: found } }\n`;
  return `${head}artifacts:\n${source}${Array.from({ length: children }, (_, at) => include(at)).join("")}`;
}

/** The same artifacts without child runbooks, for comparison. */
function inlineRunbook(): string {
  return `${head}artifacts:\n${source}${Array.from({ length: children }, (_, at) => searches("files", `c${at}_`)).join("")}`;
}
