import { sqlStateOf } from "../problems.ts";

/**
 * An expression that ends its statement, and so undoes it, unless a condition holds: a statement that fences itself needs
 * no transaction around it, in which others would wait for its answer. PostgreSQL has no expression that only fails.
 */
export const required = (condition: string): string => `1 / (CASE WHEN ${condition} THEN 1 ELSE 0 END)`;

const divisionByZero = "22012";

/** Returns null if the statement ended itself. */
export async function unlessRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (sqlStateOf(error) === divisionByZero) return null;
    throw error;
  }
}

/**
 * A part of a statement, which must be read: the commit of the statement does not wait for the disk. A server that
 * crashes may forget it, and the caller does it again.
 */
export const forgettable = "relaxed AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true) AS is_off)";
