/** Shorter values of ordinary variables ("dev", "8080") also occur in everyday text, so they are not replaced. */
export const shortestReplacedValue = 6;

/** A value that must not be recorded, such as that of an environment variable, and the name that replaces it. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}
