import type { Command } from "commander";
import type { Io } from "../io.ts";
import type { CompletionCandidate } from "./candidate.ts";
import { type PathKind, paths } from "./paths.ts";
import type { Position } from "./position.ts";

/** A place for a value: `<run>` of `wct inspect`, or `<format>` of `--export <format>`. */
export interface ValueSlot {
  readonly command: Command;
  /** As declared, without brackets and dots. */
  readonly name: string;
  /** The option's name with dashes; null for an argument. */
  readonly option: string | null;
  readonly choices: readonly string[] | undefined;
}

interface CompletionContext {
  readonly io: Io;
  readonly position: Position;
  /** The part of the value that is already typed. */
  readonly written: string;
}

/** Imported on demand: most key presses need no store. */
const recorded = () => import("./recorded.ts");

type Offer = (
  asking: CompletionContext,
  place: ValueSlot,
) => readonly CompletionCandidate[] | Promise<readonly CompletionCandidate[]>;

const pathsOf =
  (kind: PathKind): Offer =>
  ({ io, written }) =>
    paths(io, kind, written);

/** A run may also be given as a bundle file; text that looks like a path is completed as one. */
const runs: Offer = async ({ io, position, written }) => {
  if (/^[.~/]|\//.test(written)) return paths(io, "file", written);
  return (await recorded()).runReferences(io, position.given.get("store"), written);
};

/** Returns what holds the artifacts to offer: the runbook or run that is written, else the runbook that wct would use. */
async function subjectOf({
  io,
  position,
}: CompletionContext): Promise<{ reference: string; isRunbook: boolean } | null> {
  const declared = position.command.registeredArguments;
  const at = declared.findIndex((one) => ["run", "after", "runbook", "runbook|run"].includes(one.name()));
  const reference = position.operands[at];
  if (reference !== undefined) return { reference, isRunbook: /\.ya?ml$/i.test(reference) };
  if (!declared[at]?.name().startsWith("runbook")) return null;
  const { defaultRunbook } = await import("../../app/plan/index.ts");
  return { reference: (await defaultRunbook(io)).file, isRunbook: true };
}

const artifacts: Offer = async (asking) => {
  const { io, position } = asking;
  const subject = await subjectOf(asking);
  if (subject === null) return [];
  const { reference, isRunbook } = subject;
  if (isRunbook) {
    const { runbookArtifacts } = await import("./runbook-artifacts.ts");
    return runbookArtifacts(io, reference).map(({ value, about }) => ({ value: value.replace(/=$/, ""), about }));
  }
  const found = await (await recorded()).artifactIds(io, position.given.get("store"), reference);
  const others = new Set(position.operands);
  return found.filter(({ value }) => !others.has(value));
};

const tags = async (asking: CompletionContext): Promise<readonly CompletionCandidate[]> => {
  const { io, position } = asking;
  const subject = await subjectOf(asking);
  if (subject === null) return [];
  const { reference, isRunbook } = subject;
  if (isRunbook) return (await import("./runbook-artifacts.ts")).runbookTags(io, reference);
  return await (await recorded()).recordedTags(io, position.given.get("store"), reference);
};

const none = (): readonly CompletionCandidate[] => [];

/** Completes the last name of a selection: artifacts, tags, and statuses. */
const selections: Offer = async (asking, place) => {
  const [before = ""] = /^(?:.*[\s,()+])?/s.exec(asking.written) ?? [];
  const { selectableStatuses } = await import("../../run/index.ts");
  const statuses = selectableStatuses.map((status) => ({ value: `status:${status}`, about: "" }));
  const [ids, tagged] = [await Promise.resolve(artifacts(asking, place)).catch(none), await tags(asking).catch(none)];
  return [...ids, ...tagged, ...statuses].map(({ value, about }) => ({
    value: `${before}${value}`,
    about,
  }));
};

/** Artifacts of the runbook that is given, with what follows them in `--set` and `--replace`. */
const changes =
  (kind: "set" | "replace"): Offer =>
  async (asking) => {
    const { io, written } = asking;
    if (kind === "replace" && written.includes("=")) return replacingFiles(io, written);
    const file = (await subjectOf(asking))?.reference;
    if (file === undefined) return [];
    const { configValues, runbookArtifacts } = await import("./runbook-artifacts.ts");
    return kind === "set" ? configValues(io, file) : runbookArtifacts(io, file);
  };

function replacingFiles(io: Io, written: string): readonly CompletionCandidate[] {
  const at = written.indexOf("=") + 1;
  const found = paths(io, "file", written.slice(at));
  return found.map(({ value, about }) => ({ value: `${written.slice(0, at)}${value}`, about }));
}

const runbooksOrRuns: Offer = async ({ io, position, written }) => {
  const { runReferences } = await recorded();
  const runs = await runReferences(io, position.given.get("store"), written).catch(() => []);
  return [...runs, ...paths(io, "runbook", written)];
};

const components =
  (kind?: string): Offer =>
  async (_asking, { command }) => {
    const { builtInNames } = await import("./built-in.ts");
    return builtInNames(kind ?? command.name());
  };

/** Offers exporters; for `wct export` also the formats of a whole run. */
const exporters: Offer = async (asking, place) => {
  const found = await components("exporters")(asking, place);
  if (place.command.name() !== "export") return found;
  const { runFormatNames } = await import("./built-in.ts");
  return [...found, ...runFormatNames().map((value) => ({ value, about: "the run itself" }))];
};

/** Offers the ids of the findings of the run that is given. */
const findings: Offer = async ({ io, position, written }) => {
  const [reference] = position.operands;
  if (reference === undefined) return [];
  const found = await (await recorded()).findingIds(io, position.given.get("store"), reference);
  return found.filter(({ value }) => value.startsWith(written) && !position.operands.includes(value));
};

/** Offers the categories, subjects and purposes of the run that is given. */
const whats: Offer = async ({ io, position }) => {
  const [reference] = position.operands;
  if (reference === undefined) return [];
  return (await recorded()).findingCategories(io, position.given.get("store"), reference);
};

/** Candidate rows of the run's records of processing. */
const draftable: Offer = async (asking) => {
  const reference = (await subjectOf(asking))?.reference;
  if (reference === undefined) return [];
  const { draftableActivities } = await import("./draftable.ts");
  return await draftableActivities(asking.io, asking.position.given.get("store"), reference);
};

const ages: Offer = () => ["45m", "12h", "7d", "30d"].map((value) => ({ value, about: "or a date" }));

/** Offers by name in the declaration; null: free text without candidates. */
const offers: Readonly<Record<string, Offer | null>> = {
  run: runs,
  runbook: pathsOf("runbook"),
  "runbook|run": runbooksOrRuns,
  before: runs,
  after: runs,
  "file|run": runs,
  artifact: artifacts,
  activity: draftable,
  id: artifacts,
  file: pathsOf("file"),
  dir: pathsOf("folder"),
  label: null,
  duration: null,
  port: null,
  // A port, or the path of a socket.
  address: pathsOf("file"),
  path: pathsOf("file"),
  plugin: pathsOf("file"),
  ruleset: async (asking, place) => [
    ...(await components("rulesets")(asking, place)),
    ...paths(asking.io, "runbook", asking.written),
  ],
  format: exporters,
  name: components(),
  "seq|artifact": artifacts,
  speed: () => ["1x", "10x", "max"].map((value) => ({ value, about: "" })),
  jsonpath: null,
  condition: null,
  "subject text": null,
  age: ages,
  "runbook text": async ({ io, position }) => (await recorded()).recordedRunbooks(io, position.given.get("store")),
  n: null,
  finding: findings,
  category: whats,
  subject: whats,
  glob: null,
  score: null,
  "reason text": null,
  person: null,
  // Of the database.
  role: null,
  seconds: null,
  MiB: null,
  hash: null,
  expression: selections,
  assumptions: null,
  "type.key": null,
  "key=value": changes("set"),
  "id=file": changes("replace"),
};

/** `--runbook <text>` and `--note <text>` have the same placeholder for different things. */
const named = ({ option, name }: ValueSlot): string => (name === "text" ? `${option?.slice(2)} text` : name);

/** Returns whether the candidates of a slot are defined; tests check this for every declaration. */
export const isDecided = (place: ValueSlot): boolean =>
  place.choices !== undefined || Object.hasOwn(offers, named(place));

/** Returns the candidates for a slot. Rejects if the store or the run does not exist. */
export async function valuesAt(place: ValueSlot, asking: CompletionContext): Promise<readonly CompletionCandidate[]> {
  if (place.choices !== undefined) return place.choices.map((value) => ({ value, about: "" }));
  const key = named(place);
  const offer = Object.hasOwn(offers, key) ? offers[key] : undefined;
  return offer ? await offer(asking, place) : [];
}
