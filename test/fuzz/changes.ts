import fc from "fast-check";

/** One change to bytes. Places count round the end, so that any number is one. */
export interface Change {
  readonly kind: "set" | "put" | "cut";
  readonly at: number;
  readonly value: number;
}

export const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.record({
    kind: fc.constantFrom("set", "put", "cut"),
    at: fc.nat(1_000_000),
    value: fc.oneof(fc.nat(255), fc.constantFrom(0, 0xff, 0x7f, 0x80)),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Bytes replaced, put in or cut out. */
export function changed(bytes: Uint8Array, all: readonly Change[]): Uint8Array {
  const list = [...bytes];
  for (const { kind, at, value } of all) {
    const place = at % (list.length + 1);
    if (kind === "put") list.splice(place, 0, value);
    else if (kind === "cut") list.splice(place, 1 + (value % 16));
    else if (place < list.length) list[place] = value;
  }
  return Uint8Array.from(list);
}
