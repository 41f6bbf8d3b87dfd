/** A key and its value, in OTLP's JSON encoding. */
export interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue: string } | { readonly intValue: string } | { readonly boolValue: boolean };
}

type AttributeValue = string | number | boolean | null | undefined;

/**
 * Returns attributes in the given order; those without a value are left out. Numbers are integers: OTLP writes 64-bit
 * integers as strings.
 */
export function attributes(values: Readonly<Record<string, AttributeValue>>): readonly Attribute[] {
  return Object.entries(values).flatMap(([key, value]): readonly Attribute[] => {
    if (typeof value === "string") return [{ key, value: { stringValue: value } }];
    if (typeof value === "number") return [{ key, value: { intValue: String(Math.trunc(value)) } }];
    return typeof value === "boolean" ? [{ key, value: { boolValue: value } }] : [];
  });
}
