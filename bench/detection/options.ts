import { parseArgs } from "node:util";
import type { Half } from "./random.ts";

export const parts = [
  ...["texts", "formats", "published", "identifiers", "columns", "subjects", "headers", "negatives", "speed"],
] as const;
export type Part = (typeof parts)[number];

/** What `npm run bench detection -- …` is asked for. */
export interface DetectionOptions {
  readonly only: readonly Part[];
  readonly locale: string | undefined;
  /** Undefined for both. */
  readonly half: Half | undefined;
  readonly benchmark: string | undefined;
  readonly code: string | undefined;
  /** A folder of labelled schemas that are measured instead of those of the bench. */
  readonly schemas: string | undefined;
  readonly show: { readonly kind: "misses" | "noise"; readonly type: string | undefined } | undefined;
  readonly write: boolean;
}

export const usage = `npm run bench detection -- [options]
  --only PART        ${parts.join(" | ")}; several with commas
  --locale ID        texts of one locale, such as de_AT
  --half HALF        rules | judge; both by default
  --benchmark FILE   the published data set synth_dataset_v2.json of presidio-research
  --code FOLDER      a folder of code in which nothing should be found, such as node_modules
  --schemas FOLDER   labelled schemas of your own instead of those of the bench, with --only columns or subjects
  --show KIND [TYPE] misses | noise: examples of the half \`rules\` or of your own schemas, of one type or of all
  --write            also puts what is measured into docs/reference/detection.md`;

/** Reads the arguments after the name of the measurement. Throws an error with the usage. */
export function readOptions(args: readonly string[]): DetectionOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      only: { type: "string" },
      locale: { type: "string" },
      half: { type: "string" },
      benchmark: { type: "string" },
      code: { type: "string" },
      schemas: { type: "string" },
      show: { type: "string" },
      write: { type: "boolean", default: false },
    },
  });
  const { half, show, schemas } = values;
  if (half !== undefined && half !== "rules" && half !== "judge") throw wrong(`--half ${half}`);
  if (show !== undefined && show !== "misses" && show !== "noise") throw wrong(`--show ${show}`);
  // Whoever reads its examples writes rules for them, and the half no longer judges.
  if (show !== undefined && half === "judge") throw wrong("--show with --half judge");
  // The page shows whole figures only.
  if (values.write && (half ?? values.locale ?? show ?? schemas) !== undefined)
    throw wrong("--write with a part of the data");
  if (positionals.length > 1 || (positionals.length === 1 && show === undefined)) throw wrong(positionals.join(" "));
  return {
    only: values.only === undefined ? parts : values.only.split(",").map(readPart),
    locale: values.locale,
    half,
    benchmark: values.benchmark,
    code: values.code,
    schemas,
    show: show === undefined ? undefined : { kind: show, type: positionals[0] },
    write: values.write,
  };
}

function readPart(name: string): Part {
  const part = parts.find((one) => one === name);
  if (part === undefined) throw wrong(`--only ${name}`);
  return part;
}

const wrong = (what: string): Error => new Error(`not understood: ${what}\n${usage}`);
