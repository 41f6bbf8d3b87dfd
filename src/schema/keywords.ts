const data: ReadonlySet<string> = new Set(["const", "enum", "default", "examples", "x-wct-sample"]);

/** Returns whether the value of a keyword is data, not a schema. */
export const isData = (keyword: string): boolean => data.has(keyword);

const schemaMaps: ReadonlySet<string> = new Set([
  "$defs",
  "definitions",
  "dependentSchemas",
  "patternProperties",
  "properties",
]);

/** Returns whether the value of a keyword is a mapping from names to schemas. A name is not a keyword. */
export const isSchemaMap = (keyword: string): boolean => schemaMaps.has(keyword);
