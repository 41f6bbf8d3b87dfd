import {
  type Context,
  type Input,
  type InputPart,
  type Limits,
  locationText,
  type PersonalDataFinding,
  type Production,
  type personalDataFinding,
  type recognisedText,
  type standardInput,
} from "../../plugin/index.ts";
import { counted } from "../counted.ts";
import { locatorKey } from "../locators.ts";
import {
  joinLimits,
  type LoadedRuleset,
  loadRuleset,
  type PersonalDataRuleset,
  personalDataRuleset,
  recogniserIds,
  wildcards,
} from "../rules/index.ts";
import type { Kit } from "./candidate.ts";
import { shippedColumnModel } from "./column_model/index.ts";
import { type PersonalDataConfig, shippedRuleset } from "./config.ts";
import { type ColumnLocator, type Databases, readDatabases, sampleValues } from "./database.ts";
import { evidenceWriter } from "./evidence/index.ts";
import { factKinds } from "./facts/index.ts";
import type { FieldCandidates } from "./fields/index.ts";
import { FieldsOfColumns } from "./fields/index.ts";
import { type FileScan, scanFile } from "./file.ts";
import { mergeFindings, summarise, toFinding } from "./finding.ts";
import { type FoundByModels, readModels } from "./models.ts";
import { makeRecognisers } from "./recognisers/index.ts";
import { type CompiledRules, compileRules } from "./rules.ts";

type AnalysisContext = Context<PersonalDataConfig> & {
  readonly inputs: {
    readonly standard_input: Input<typeof standardInput>;
    readonly recognised_text?: Input<typeof recognisedText> | undefined;
  };
};

/** Finds personal data in column samples, structured files and texts. */
export async function* analysePersonalData(context: AnalysisContext): Production<typeof personalDataFinding> {
  const { config, inputs, log } = context;
  if (config.evidence.mode === "plain")
    log.warn("the evidence of the findings shows values as they were found (evidence.mode: plain)");
  const ruleset = await loadRuleset(config.ruleset, personalDataRuleset, context.fail);
  const kit = {
    ...makeKit(config, compiledOf(ruleset)),
    columnModel: config.column.learned ? shippedColumnModel() : undefined,
    // An organisation's own rules know words that the model cannot know.
    opposesRules: ruleset.identity.uri === shippedRuleset,
  };
  const byModels = await readModels(inputs.recognised_text, kit, context.fail);
  const gathered = new Gathered(kit, config, byModels);
  const rests = [];
  for (const part of inputs.standard_input.parts) {
    const rest = await part.rest();
    rests.push(rest);
    await gathered.part(part, readDatabases(rest.structure, kit), context);
  }
  const findings = mergeFindings(gathered.findings);
  log.info(`${counted(findings.length, "finding")} in ${counted(gathered.items, "item")}`);
  yield findings;
  const unlisted = findings.filter(({ locations, matches }) => locations !== undefined && matches.count > mostPlaces);
  const limits = joinLimits([...rests.map((rest) => rest.limits), placeLimits(unlisted)]);
  return {
    summary: summarise(findings, { items: gathered.items, characters: gathered.characters }),
    analysis: { ruleset: ruleset.identity, limits },
  };
}

function placeLimits(findings: readonly PersonalDataFinding[]): Limits {
  const notices = findings.map(({ locator, category, matches }) => ({
    what: locationText(locator),
    reason: `only the first ${mostPlaces} places of ${category} are listed`,
    ...{ read: mostPlaces, total: matches.count },
  }));
  return { truncated: notices.length > 0, notices };
}

// A thread makes many artifacts with the same rules, so the compiled rules are cached.
let latest: { readonly digest: string; readonly rules: CompiledRules } | null = null;

function compiledOf({ rules, identity: { digest } }: LoadedRuleset<PersonalDataRuleset>): CompiledRules {
  latest = latest?.digest === digest ? latest : { digest, rules: compileRules(rules) };
  return latest.rules;
}

/** The places of one finding that are listed. */
const mostPlaces = 10_000;

/** Prepares the configuration and the rules for the analysis of single locations. */
export function makeKit(config: PersonalDataConfig, rules: Kit["rules"]): Kit {
  const { include, exclude } = config.recognisers;
  const ids = recogniserIds.filter((id) => (include === undefined || include.includes(id)) && !exclude.includes(id));
  const values = new Set(config.allow.values.map((value) => value.trim().toLowerCase()));
  const matches = wildcards(config.allow.patterns);
  return {
    rules,
    recognisers: makeRecognisers({ ids, regions: config.regions }),
    facts: factKinds.filter((kind) => ids.includes(kind)),
    options: {
      minDistinct: config.column.min_distinct,
      minShare: config.column.min_share,
      contextChars: config.evidence.context_chars,
      write: evidenceWriter(config.evidence.mode, config.evidence.key?.reveal()),
      maxEvidence: config.evidence.max_per_finding,
      maxPlaces: config.evidence.locations === "all" ? mostPlaces : 0,
      threshold: (recogniser) =>
        (recogniser === undefined ? undefined : config.thresholds[recogniser]) ?? config.min_score,
      isAllowed: (value) => (values.size > 0 && values.has(value.trim().toLowerCase())) || matches(value.trim()),
    },
  };
}

/** Collects findings while the items arrive. */
class Gathered {
  readonly findings: PersonalDataFinding[] = [];
  items = 0;
  characters = 0;
  readonly #kit: Kit;
  readonly #byModels: FoundByModels;
  readonly #showsEvidence: boolean;
  readonly #isLeftOut: (path: string) => boolean;

  constructor(kit: Kit, config: PersonalDataConfig, byModels: FoundByModels) {
    this.#kit = kit;
    this.#byModels = byModels;
    this.#showsEvidence = config.evidence.mode !== "none";
    this.#isLeftOut = wildcards(config.allow.paths);
  }

  async part(
    part: InputPart<typeof standardInput>,
    databases: Databases,
    { signal, progress }: AnalysisContext,
  ): Promise<void> {
    const seen = new Set<string>();
    const inside = new FieldsOfColumns(this.#kit);
    let file: FileScan | undefined;
    for await (const item of part.elements()) {
      signal.throwIfAborted();
      this.items++;
      if (this.items % 50 === 0) progress(this.items);
      const { locator } = item;
      if (locator.kind === "column") {
        seen.add(locatorKey({ ...locator, field: undefined }));
        this.characters += item.content.length;
        if (locator.field !== undefined) inside.add(locator, item);
        else this.#column(locator, databases, { values: sampleValues(item), type: item.sample?.type });
        continue;
      }
      const path = locator.kind === "table" ? locator.table : locator.path;
      if (file?.path !== path || item.file?.part === 1) {
        this.#finish(file);
        file = scanFile(path, this.#kit);
      }
      file.add(item, this.#byModels(part.artifact, item.id));
    }
    this.#finish(file);
    for (const { locator, fields } of inside.columns()) this.#fieldsOf(locator, fields.finish(), databases);
    // A column without a sample still has a name to evaluate.
    for (const column of databases.columns) {
      if (!seen.has(locatorKey(column)))
        this.#column(column, databases, { values: { distinct: [], counts: [] }, type: undefined });
    }
  }

  #column(
    locator: ColumnLocator,
    databases: Databases,
    { values, type }: { readonly values: ReturnType<typeof sampleValues>; readonly type: string | undefined },
  ): void {
    const { database, table, column } = locator;
    if (this.#isLeftOut(`${table}.${column}`) || this.#isLeftOut(`${database}.${table}.${column}`)) return;
    const { person } = databases.entityAt(locator);
    const entity = { kind: "table", name: table, person } as const;
    for (const candidate of databases.evaluate(locator, values, type)) {
      this.findings.push(toFinding(candidate, { locator, entity, showsEvidence: this.#showsEvidence }));
    }
  }

  /** The record is the table, unless the field is inside a record of its own. */
  #fieldsOf(column: ColumnLocator, fields: readonly FieldCandidates[], databases: Databases): void {
    const { database, table } = column;
    if (this.#isLeftOut(`${table}.${column.column}`) || this.#isLeftOut(`${database}.${table}.${column.column}`))
      return;
    const ofTable = databases.entityAt(column).person;
    for (const { field, person, candidates } of fields) {
      const locator = { ...column, field };
      const entity = { kind: "table", name: table, person: person === "unknown" ? ofTable : person } as const;
      for (const candidate of candidates) {
        this.findings.push(toFinding(candidate, { locator, entity, showsEvidence: this.#showsEvidence }));
      }
    }
  }

  #finish(file: FileScan | undefined): void {
    if (file === undefined) return;
    const { path } = file;
    const { text, fields, characters } = file.finish();
    this.characters += characters;
    if (this.#isLeftOut(path)) return;
    const showsEvidence = this.#showsEvidence;
    for (const candidate of text) {
      const entity = { kind: "file", name: path, person: "unknown" } as const;
      this.findings.push(toFinding(candidate, { locator: { kind: "file", path }, entity, showsEvidence }));
    }
    for (const { sheet, field, record, person, candidates } of fields) {
      const locator = { kind: "field", path, field, ...(sheet === undefined ? {} : { sheet }) } as const;
      const entity = { kind: "record", name: record, person } as const;
      for (const candidate of candidates) this.findings.push(toFinding(candidate, { locator, entity, showsEvidence }));
    }
  }
}
