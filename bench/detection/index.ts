/*
 * Measures what `personal_data` and `data_subject` find and what they find wrongly: in texts, files and columns, with made-up data.
 *
 * Start at judgeTexts in texts/judge.ts; score.ts counts, table.ts prints.
 * Must not know: how recognisers and rules work. It runs the components as a worker does, with their default configuration.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { judgeColumns } from "./columns/judge-columns.ts";
import { judgeHeaders } from "./columns/judge-headers.ts";
import { judgeSubjects } from "./columns/judge-subjects.ts";
import { judgeFormats } from "./formats/judge.ts";
import { judgeIdentifiers } from "./identifiers/judge.ts";
import { judgeNegatives } from "./negatives/judge.ts";
import { type DetectionOptions, type Part, readOptions } from "./options.ts";
import { detectionPage, withFigures } from "./page.ts";
import { judgePublished } from "./published.ts";
import { measureSpeed } from "./speed.ts";
import { type Table, toText } from "./table.ts";
import { judgeTexts } from "./texts/judge.ts";

type Print = (line: string) => void;

const judges: Partial<Readonly<Record<Part, (options: DetectionOptions, print: Print) => Promise<readonly Table[]>>>> =
  {
    texts: judgeTexts,
    formats: judgeFormats,
    columns: judgeColumns,
    subjects: judgeSubjects,
    headers: judgeHeaders,
    identifiers: judgeIdentifiers,
    negatives: judgeNegatives,
    speed: measureSpeed,
    published: async ({ benchmark }) => (benchmark === undefined ? [] : judgePublished(benchmark)),
  };

/** `npm run bench detection -- [options]`: see options.ts. */
export async function benchDetection(args: readonly string[], print: Print): Promise<void> {
  const options = readOptions(args);
  const tables: Table[] = [];
  for (const part of options.only) {
    for (const table of (await judges[part]?.(options, print)) ?? []) {
      print(`\n${toText(table)}`);
      tables.push(table);
    }
  }
  if (options.write) writeFileSync(detectionPage, withFigures(readFileSync(detectionPage, "utf8"), tables));
}
