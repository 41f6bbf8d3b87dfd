import { join } from "node:path";
import { repository } from "./faults.ts";
import { makeProject, type Project } from "./project.ts";

/** A line of a raw file that no artifact but a raw one repeats. */
export const rawMarker = "Zwiebelkuchen-Marker-4711";

export interface HurtCase {
  readonly name: string;
  readonly runbook: string;
  readonly make: () => Project;
  /** Raw content may be nowhere once the process is gone. */
  readonly isDropped: boolean;
}

const webshop = join(repository, "examples", "webshop", "runbook.yaml");

/** Runbooks that are each hurt elsewhere: many parts, many commits, files of objects, encrypted raw content. */
export const hurtCases: readonly HurtCase[] = [
  { name: "the webshop", runbook: webshop, make: () => makeProject(), isDropped: false },
  { name: "many small artifacts", runbook: "wide.yaml", make: wideProject, isDropped: false },
  { name: "large objects", runbook: "large.yaml", make: () => largeProject("all"), isDropped: false },
  { name: "raw content that is dropped", runbook: "large.yaml", make: () => largeProject("derived"), isDropped: true },
];

const source = (id: string, path: string): string =>
  `  ${id}:\n    source: { type: filesystem, properties: { path: ${path} } }\n`;

function wideProject(): Project {
  const project = makeProject();
  const ids = Array.from({ length: 24 }, (_, i) => `part_${i}`);
  for (const id of ids) project.write(`parts/${id}/text.txt`, `${id} of Ada Example, ada@example.org\n`);
  const sources = ids.map((id) => source(id, `parts/${id}`));
  const copies = ids.map((id) => `  ${id}_copy:\n    inputs: ${id}\n    output: ${id === "part_0"}\n`);
  writeRunbook(project, "wide", { config: "{}", artifacts: [...sources, ...copies] });
  return project;
}

function largeProject(retain: "all" | "derived"): Project {
  const project = makeProject();
  const ids = ["book_1", "book_2", "book_3"];
  for (const id of ids) project.write(`books/${id}/text.txt`, largeText(id));
  const sources = ids.map((id) => source(id, `books/${id}`));
  const found = ids.map(
    (id) => `  ${id}_data:\n    inputs: ${id}\n    process: { type: personal_data }\n    output: true\n`,
  );
  writeRunbook(project, "large", { config: `{ retain: ${retain} }`, artifacts: [...sources, ...found] });
  return project;
}

interface Parts {
  readonly config: string;
  readonly artifacts: readonly string[];
}

function writeRunbook(project: Project, name: string, { config, artifacts }: Parts): void {
  const head = `name: ${name}\ndescription: To be hurt while it runs\nconfig: ${config}\nartifacts:\n`;
  project.write(`${name}.yaml`, head + artifacts.join(""));
}

/** Some 150 KB, which do not shrink below the size from which an object is a file of its own. */
function largeText(salt: string): string {
  const lines: string[] = [];
  for (let i = 0, length = 0; length < 150_000; i++) {
    const line = `${salt} ${rawMarker} ${(((i + 1) * 2_654_435_761) % 4_294_967_296).toString(36)}`;
    lines.push(i % 20 === 0 ? `${line} user${i}@example.org` : line);
    length += line.length;
  }
  return lines.join("\n");
}
