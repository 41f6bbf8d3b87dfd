import {
  type ArtifactId,
  type ExecutionPlan,
  type InputGroup,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Method,
  type PlannedArtifact,
} from "../domain/index.ts";
import { type Recipe, usual } from "./stored-plan.ts";

/** Where a stored plan is not well formed. */
export class BadPlan extends Error {
  readonly place: string;

  constructor(place: string) {
    super(`not well formed at ${place}`);
    this.place = place;
  }
}

/** Says of a plan whether it is one, or throws {@link BadPlan}. */
export type Judge = (plan: JsonValue) => ExecutionPlan;

/**
 * The plan that a stored form of format 2 stands for. What artifacts share is judged once, as a plan of one artifact
 * for each recipe. Throws {@link BadPlan}.
 */
export function expandPlan(stored: JsonObject, judge: Judge): ExecutionPlan {
  const { format: _, runbook = null, config = null, files, recipes, artifacts, ...more } = stored;
  if (Object.keys(more).length > 0) throw new BadPlan("its top");
  if (!Array.isArray(files) || !files.every(isText)) throw new BadPlan("files");
  if (!Array.isArray(recipes)) throw new BadPlan("recipes");
  if (!Array.isArray(artifacts)) throw new BadPlan("artifacts");
  const probes = recipes.map(probeOf);
  const judged = judgedBy(judge, { format: 1, runbook, config, artifacts: probes });
  const rows = new Rows(files, judged.artifacts.map(recipeOf));
  return { ...judged, artifacts: artifacts.map((row, at) => rows.read(row, at)) };
}

function judgedBy(judge: Judge, plan: JsonObject): ExecutionPlan {
  try {
    return judge(plan);
  } catch (error) {
    throw error instanceof BadPlan ? new BadPlan(error.place.replace(/^artifacts/, "recipes")) : error;
  }
}

const nowhere = { file: "", line: 1, column: 1, endLine: 1, endColumn: 1 };

/** An artifact made by a recipe; of its groups it has the places in the stead of ids. */
function probeOf(recipe: JsonValue, at: number): JsonObject {
  if (!isJsonObject(recipe) || Object.keys(recipe).length !== 5) throw new BadPlan(`recipes.${at}`);
  const { method = null } = recipe;
  return { ...recipe, ...usual, id: "recipe", location: nowhere, method: withPlaces(method, `recipes.${at}.method`) };
}

function withPlaces(method: JsonValue, where: string): JsonValue {
  if (!isJsonObject(method) || !Array.isArray(method["groups"])) return method;
  const groups = method["groups"].map((group: JsonValue) => {
    if (!isJsonObject(group)) throw new BadPlan(where);
    const { inputs, ...rest } = group;
    if (!Array.isArray(inputs) || !inputs.every(isNatural) || "artifacts" in rest) throw new BadPlan(where);
    return { ...rest, artifacts: inputs.map(String) };
  });
  return { ...method, groups };
}

function recipeOf({ method, outputSchema, outputStream, config, fingerprint }: PlannedArtifact): Recipe {
  return { method: placed(method), outputSchema, outputStream, config, fingerprint };
}

function placed(method: Method): Recipe["method"] {
  if (method.kind !== "process") return method;
  const groups = method.groups.map(({ required, schema, artifacts }) => {
    return { required, schema, inputs: artifacts.map(Number) };
  });
  return { ...method, groups };
}

/** The artifacts of a stored plan. */
class Rows {
  readonly #files: readonly string[];
  readonly #recipes: readonly Recipe[];

  constructor(files: readonly string[], recipes: readonly Recipe[]) {
    this.#files = files;
    this.#recipes = recipes;
  }

  read(row: JsonValue, at: number): PlannedArtifact {
    const wrong = isJsonObject(row) ? wrongIn(row) : "";
    if (wrong !== null || !isRow(row)) throw new BadPlan(`artifacts.${at}${wrong ? `.${wrong}` : ""}`);
    const recipe = this.#recipes[row.recipe];
    if (recipe === undefined) throw new BadPlan(`artifacts.${at}.recipe`);
    const [fileAt, line, column, endLine, endColumn] = row.at;
    const file = this.#files[fileAt];
    if (file === undefined) throw new BadPlan(`artifacts.${at}.at`);
    const inputs = row.inputs ?? usual.inputs;
    const method = methodFor(recipe.method, inputs);
    if (method === null) throw new BadPlan(`artifacts.${at}.inputs`);
    // Without spreading: an object that is put together from others takes several times as long to make.
    return {
      id: row.id,
      name: row.name ?? null,
      description: row.description ?? null,
      contact: row.contact ?? null,
      location: { file, line, column, endLine, endColumn },
      group: row.group ?? usual.group,
      method,
      inputs,
      outputSchema: recipe.outputSchema,
      outputStream: recipe.outputStream,
      config: recipe.config,
      fingerprint: recipe.fingerprint,
      output: row.output ?? usual.output,
      optional: row.optional ?? usual.optional,
      breakpoint: row.breakpoint ?? null,
      timeoutMs: row.timeoutMs ?? null,
      retain: row.retain ?? usual.retain,
      tags: row.tags ?? usual.tags,
    };
  }
}

/** The recipe's method with the ids of the inputs that it has here; null when it has too few of them. */
function methodFor(method: Recipe["method"], inputs: readonly ArtifactId[]): Method | null {
  if (method.kind !== "process") return method;
  const groups: InputGroup[] = [];
  for (const { required, schema, inputs: places } of method.groups) {
    const artifacts: ArtifactId[] = [];
    for (const place of places) {
      const artifact = inputs[place];
      if (artifact === undefined) return null;
      artifacts.push(artifact);
    }
    groups.push({ required, schema, artifacts });
  }
  return { kind: method.kind, component: method.component, groups };
}

type Row = Partial<Pick<PlannedArtifact, keyof typeof usual>> &
  Pick<PlannedArtifact, "id"> & {
    readonly at: readonly [number, number, number, number, number];
    readonly recipe: number;
  };

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === "string";
const isTextOrNull: Test = (value) => value === null || isText(value);
const isFlag: Test = (value) => typeof value === "boolean";
const isId: Test = (value) => isText(value) && value !== "";
const isNatural: Test = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isListOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);

const tests: { readonly [K in keyof Required<Row>]: Test } = {
  id: isId,
  at: (value) => Array.isArray(value) && value.length === 5 && value.every(Number.isSafeInteger),
  recipe: isNatural,
  name: isTextOrNull,
  description: isTextOrNull,
  contact: isTextOrNull,
  group: isListOf(isText),
  inputs: isListOf(isId),
  output: isFlag,
  optional: isFlag,
  breakpoint: (value) => value === null || value === "before" || value === "after" || value === "both",
  timeoutMs: (value) => value === null || Number.isFinite(value),
  retain: isFlag,
  tags: isListOf(isText),
};
const testOf: ReadonlyMap<string, Test> = new Map(Object.entries(tests));

/** The first key that is wrong or not known; null: none. */
function wrongIn(row: JsonObject): string | null {
  for (const key in row) {
    if (testOf.get(key)?.(row[key]) !== true) return key;
  }
  return null;
}

/** Of a mapping in which no key is wrong. */
function isRow(row: JsonValue): row is JsonValue & Row {
  return isJsonObject(row) && "id" in row && "at" in row && "recipe" in row;
}
