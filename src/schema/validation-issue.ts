/** Where and how content does not match its schema. Never contains a value of the content. */
export interface ValidationIssue {
  /** JSONPath. Keys that the schema does not name are content, so they appear as `*`. */
  readonly path: string;
  readonly message: string;
  /** The keyword of the schema that the content violates. */
  readonly keyword: string;
}
