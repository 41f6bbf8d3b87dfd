import { invariant } from "../../diagnostics/index.ts";
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

/*
 * The form in which a plan is stored (format 2). Most artifacts of a large plan are made like others. What they have in
 * common is stored once, as a recipe, and each artifact stores only the rest: a tenth of the bytes.
 */

/**
 * The positions of a group's artifacts among the inputs. A recipe with positions does not depend on the inputs' ids.
 */
interface PlacedGroup extends Omit<InputGroup, "artifacts"> {
  readonly inputs: readonly number[];
}

type RecipeMethod =
  | Exclude<Method, { readonly kind: "process" }>
  | (Omit<Extract<Method, { readonly kind: "process" }>, "groups"> & { readonly groups: readonly PlacedGroup[] });

/** What artifacts that are made in the same way have in common. */
export interface Recipe extends Pick<PlannedArtifact, "outputSchema" | "outputStream" | "config" | "fingerprint"> {
  readonly method: RecipeMethod;
}

/** The usual values of an artifact's fields, which are not written. */
export const usual = {
  name: null,
  description: null,
  contact: null,
  group: [],
  inputs: [],
  output: false,
  optional: false,
  breakpoint: null,
  timeoutMs: null,
  retain: true,
  tags: [],
  runsOn: [],
} as const satisfies Partial<PlannedArtifact>;

export type UsualKey = keyof typeof usual;
export const usualKeys = Object.keys(usual) as readonly UsualKey[];

/** Converts a plan to its stored form. */
export function storedPlan({ runbook, config, artifacts }: ExecutionPlan): JsonObject {
  const files = new Places<string>();
  const recipes = new RecipeBook();
  const rows = artifacts.map((artifact) => {
    const { file, line, column, endLine, endColumn } = artifact.location;
    const row: Record<string, JsonValue> = {
      id: artifact.id,
      at: [files.of(file), line, column, endLine, endColumn],
      recipe: recipes.placeOf(artifact),
    };
    for (const key of usualKeys) {
      const value = artifact[key];
      if (value !== undefined && !isUsual(key, value)) row[key] = value;
    }
    return row;
  });
  return {
    format: 2,
    runbook: plainJson(runbook),
    config: plainJson(config),
    files: files.all,
    recipes: recipes.all.map(plainJson),
    artifacts: rows,
  };
}

function isUsual(key: UsualKey, value: PlannedArtifact[UsualKey]): boolean {
  return Array.isArray(value) ? value.length === 0 : value === usual[key];
}

function plainJson(of: object): JsonObject {
  const copy: unknown = JSON.parse(JSON.stringify(of));
  invariant(isJsonObject(copy), "a part of a plan is not a JSON object");
  return copy;
}

/** Numbers items in the order in which they are added. */
class Places<T> {
  readonly #places = new Map<T, number>();

  get all(): readonly T[] {
    return [...this.#places.keys()];
  }

  of(item: T): number {
    const known = this.#places.get(item);
    if (known !== undefined) return known;
    this.#places.set(item, this.#places.size);
    return this.#places.size - 1;
  }
}

/**
 * Collects the recipes of a plan. Artifacts that are made in the same way share a fingerprint object, so few are
 * compared.
 */
class RecipeBook {
  readonly all: Recipe[] = [];
  readonly #known = new Map<PlannedArtifact["fingerprint"], { readonly recipe: Recipe; readonly place: number }[]>();

  placeOf(artifact: PlannedArtifact): number {
    const alike = this.#known.get(artifact.fingerprint) ?? [];
    const found = alike.find(({ recipe }) => isMadeBy(recipe, artifact));
    if (found !== undefined) return found.place;
    const place = this.all.length;
    const { outputSchema, outputStream, config, fingerprint } = artifact;
    const recipe = { method: placedMethod(artifact), outputSchema, outputStream, config, fingerprint };
    this.all.push(recipe);
    this.#known.set(fingerprint, [...alike, { recipe, place }]);
    return place;
  }
}

function isMadeBy(recipe: Recipe, { method, inputs, outputSchema, outputStream, config }: PlannedArtifact): boolean {
  return (
    recipe.outputSchema === outputSchema &&
    recipe.outputStream === outputStream &&
    (recipe.config === config || JSON.stringify(recipe.config) === JSON.stringify(config)) &&
    isSameMethod(recipe.method, method, inputs)
  );
}

function isSameMethod(known: RecipeMethod, method: Method, inputs: readonly ArtifactId[]): boolean {
  if (known.kind !== "process" || method.kind !== "process") {
    return (
      known.kind === method.kind && (known.kind === "pass-through" || JSON.stringify(known) === JSON.stringify(method))
    );
  }
  if (known.component !== method.component || known.groups.length !== method.groups.length) return false;
  return known.groups.every((group, at) => {
    const other = method.groups[at];
    const isSame = other !== undefined && other.required === group.required && other.schema === group.schema;
    return isSame && areAtPlaces(other.artifacts, group.inputs, inputs);
  });
}

const areAtPlaces = (
  artifacts: readonly ArtifactId[],
  places: readonly number[],
  inputs: readonly ArtifactId[],
): boolean => artifacts.length === places.length && places.every((place, at) => inputs[place] === artifacts[at]);

function placedMethod({ method, inputs }: PlannedArtifact): RecipeMethod {
  if (method.kind !== "process") return method;
  const places = new Map(inputs.map((input, place) => [input, place]));
  const groups = method.groups.map(({ required, schema, artifacts }) => ({
    required,
    schema,
    inputs: artifacts.map((artifact) => places.get(artifact) ?? -1),
  }));
  return { ...method, groups };
}
