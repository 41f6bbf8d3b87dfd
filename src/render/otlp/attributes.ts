/** A key with its value, as OTLP writes them in JSON. */
export interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue: string } | { readonly intValue: string } | { readonly boolValue: boolean };
}

export type AttributeValue = string | number | boolean | null | undefined;

/** Attributes in the order given; those without a value are left out. Numbers are whole: 64-bit ones are strings. */
export function attributes(values: Readonly<Record<string, AttributeValue>>): readonly Attribute[] {
  return Object.entries(values).flatMap(([key, value]): readonly Attribute[] => {
    if (typeof value === "string") return [{ key, value: { stringValue: value } }];
    if (typeof value === "number") return [{ key, value: { intValue: String(Math.trunc(value)) } }];
    return typeof value === "boolean" ? [{ key, value: { boolValue: value } }] : [];
  });
}
