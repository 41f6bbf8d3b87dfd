import { Environment } from "@marcbachmann/cel-js";
import { celLimits } from "../../run/index.ts";
import { declaredTypes, declaredVariables, nullableTypes } from "./variables.ts";

/** Checks expressions: it knows the type of every variable and field. */
export function checkingEnvironment(): Environment {
  const environment = newEnvironment();
  // A type is registered after the types that its fields name.
  for (const name of ["Message", "ArtifactError", "Artifact", "Run"] as const) {
    const fields = Object.entries(declaredTypes[name]).map(([field, { type }]) => [field, type]);
    environment.registerType(name, { fields: Object.fromEntries(fields) });
  }
  for (const name of nullableTypes) environment.registerOperator(`${name} == null`, () => false);
  for (const [name, { type }] of Object.entries(declaredVariables)) environment.registerVariable(name, type);
  return environment;
}

/**
 * Evaluates checked expressions. Its variables have no static type, because the value of a declared type cannot be null
 * in CEL.
 */
export function evaluatingEnvironment(): Environment {
  const environment = newEnvironment();
  for (const name of Object.keys(declaredVariables)) environment.registerVariable(name, "dyn");
  return environment;
}

/**
 * Whole numbers of content are ints and others doubles, so the same field may be either. Arithmetic of both gives a
 * double.
 */
function newEnvironment(): Environment {
  const environment = new Environment({ limits: celLimits, homogeneousAggregateLiterals: false });
  const operators = {
    "+": (a: number, b: number) => a + b,
    "-": (a: number, b: number) => a - b,
    "*": (a: number, b: number) => a * b,
    "/": (a: number, b: number) => a / b,
  };
  for (const [sign, apply] of Object.entries(operators)) {
    const handle = (a: unknown, b: unknown) => apply(Number(a), Number(b));
    environment.registerOperator(`int ${sign} double: double`, handle);
    environment.registerOperator(`double ${sign} int: double`, handle);
  }
  return environment;
}
