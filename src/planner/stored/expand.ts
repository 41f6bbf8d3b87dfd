import {
  type ArtifactId,
  type ExecutionPlan,
  type InputGroup,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Method,
  type PlannedArtifact,
} from "../../domain/index.ts";
import { integer, type Shape, text, tuple } from "../../shape/index.ts";
import { BadPlan } from "./bad-plan.ts";
import { type Recipe, type UsualKey, usual, usualKeys } from "./plan.ts";
import { artifactFields } from "./shape.ts";
import { requireFew } from "./sound.ts";

/** Checks a plan and returns it typed, or throws {@link BadPlan}. */
export type PlanReader = (plan: JsonValue) => ExecutionPlan;

/**
 * Expands a stored plan of format 2. Checks what artifacts share only once, as a plan with one artifact for each
 * recipe. Throws {@link BadPlan}.
 */
export function expandPlan(stored: JsonObject, judge: PlanReader): ExecutionPlan {
  const { format: _, runbook = null, config = null, files, recipes, artifacts, ...more } = stored;
  if (Object.keys(more).length > 0) throw new BadPlan("its top");
  if (!Array.isArray(files) || !files.every(text().is)) throw new BadPlan("files");
  if (!Array.isArray(recipes)) throw new BadPlan("recipes");
  if (!Array.isArray(artifacts)) throw new BadPlan("artifacts");
  requireFew(recipes);
  requireFew(artifacts);
  const probes = recipes.map(artifactFromRecipe);
  const judged = checkRecipes(judge, { format: 1, runbook, config, artifacts: probes });
  const rows = new Rows(files, judged.artifacts.map(recipeOf));
  return { ...judged, artifacts: artifacts.map((row, at) => rows.read(row, at)) };
}

function checkRecipes(judge: PlanReader, plan: JsonObject): ExecutionPlan {
  try {
    return judge(plan);
  } catch (error) {
    throw error instanceof BadPlan ? new BadPlan(error.place.replace(/^artifacts/, "recipes")) : error;
  }
}

const unknownLocation = { file: "", line: 1, column: 1, endLine: 1, endColumn: 1 };

const isNatural = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

/** Builds an artifact from a recipe. Its groups contain input positions instead of ids. */
function artifactFromRecipe(recipe: JsonValue, at: number): JsonObject {
  if (!isJsonObject(recipe) || Object.keys(recipe).length !== 5) throw new BadPlan(`recipes.${at}`);
  const { method = null } = recipe;
  return {
    ...recipe,
    ...usual,
    id: "recipe",
    location: unknownLocation,
    method: withPlaces(method, `recipes.${at}.method`),
  };
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

/** Expands the artifacts of a stored plan. */
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
    // Written without spreading, because building an object from others is several times slower.
    const artifact: PlannedArtifact = {
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
    return row.runsOn === undefined ? artifact : { ...artifact, runsOn: row.runsOn };
  }
}

/** Returns the recipe's method with the ids of this artifact's inputs; null if their number differs. */
function methodFor(method: Recipe["method"], inputs: readonly ArtifactId[]): Method | null {
  if (method.kind !== "process") return method;
  // Counted first, because each of many artifacts could request a long list.
  if (method.groups.reduce((sum, group) => sum + group.inputs.length, 0) !== inputs.length) return null;
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

type Row = Pick<PlannedArtifact, "id"> &
  Partial<Pick<PlannedArtifact, UsualKey>> & {
    readonly at: readonly [number, number, number, number, number];
    readonly recipe: number;
  };

const int = integer();
const fieldOf: ReadonlyMap<string, Shape<unknown>> = new Map<keyof Row, Shape<unknown>>([
  ["id", artifactFields.id],
  ["at", tuple([int, int, int, int, int])],
  ["recipe", int],
  ...usualKeys.map((key) => [key, artifactFields[key]] as const),
]);

/** Returns the first key that is wrong or unknown; null if there is none. */
function wrongIn(row: JsonObject): string | null {
  for (const key in row) {
    if (fieldOf.get(key)?.is(row[key]) !== true) return key;
  }
  return null;
}

/** Narrows the type of a mapping in which no key is wrong. */
function isRow(row: JsonValue): row is JsonValue & Row {
  return isJsonObject(row) && "id" in row && "at" in row && "recipe" in row;
}
