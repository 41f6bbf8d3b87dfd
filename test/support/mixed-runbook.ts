import type { Project } from "./project.ts";

const departments = 40;
const sources = 6;

/** Departments whose third source is broken: a text file in the place of a database. One of them is optional. */
const broken = [3, 11, 19, 27, 35];
const optional = 11;

/**
 * Writes `mixed.yaml`: 1,000 artifacts, 25 for each of 40 departments: six sources, personal data, data subjects and
 * purposes in each, and all personal data joined. `mended`: sources that are no longer broken.
 */
export function writeMixedRunbook(project: Project, mended: readonly number[] = []): void {
  const entries: string[] = [];
  for (let place = 0; place < departments; place += 1) {
    const people = Array.from({ length: 12 }, (_, i) => `Person ${place} ${i},p${place}.${i}@example.org`);
    project.write(`data/d${place}/contacts.csv`, `name,email\n${people.join("\n")}\n`);
    project.write(`data/d${place}/notes.txt`, `Department ${place}: call jane.doe${place}@example.org\n`);
    const found = Array.from({ length: sources }, (_, source) => {
      const isBroken = source === 2 && broken.includes(place) && !mended.includes(place);
      entries.push(...sourceWithFindings(place, source, isBroken));
      return `d${place}_pii_${source}`;
    });
    entries.push(`  d${place}_all_pii:\n    inputs: [${found.join(", ")}]\n`);
  }
  project.write(
    "mixed.yaml",
    `name: Mixed\ndescription: Failures, skips and reuse\nconfig: { max_concurrency: 8 }\nartifacts:\n${entries.join("")}`,
  );
}

function sourceWithFindings(place: number, source: number, isBroken: boolean): readonly string[] {
  const id = `d${place}_files_${source}`;
  const made = isBroken
    ? `{ type: sqlite, properties: { database_path: data/d${place}/notes.txt } }`
    : `{ type: filesystem, properties: { path: data/d${place} } }`;
  const allowed = isBroken && place === optional ? "    optional: true\n" : "";
  const of = (name: string, type: string): string =>
    `  d${place}_${name}_${source}:\n    inputs: ${id}\n    process: { type: ${type} }\n`;
  return [
    `  ${id}:\n    tags: [dept${place}]\n${allowed}    source: ${made}\n`,
    of("pii", "personal_data"),
    of("subjects", "data_subject"),
    of("purposes", "processing_purpose"),
  ];
}
