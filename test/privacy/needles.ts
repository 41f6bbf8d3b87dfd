import type { Trace } from "./project.ts";

// Below this a form turns up in binary files by chance, and proves nothing there.
const tellingInBinary = 6;

/**
 * The forms under which a value is looked for. Written apart from the program's own list on purpose: a form that is
 * forgotten there is not forgotten here.
 */
export function needlesOf(value: string): readonly string[] {
  const url = encodeURIComponent(value);
  const form = new URLSearchParams([["", value]]).toString().slice(1);
  const json = JSON.stringify(value).slice(1, -1);
  const ascii = Array.from(json, (sign) =>
    sign > "~" ? Array.from({ length: sign.length }, (_, i) => `\\u${hex4(sign.charCodeAt(i))}`).join("") : sign,
  ).join("");
  const forms = [
    value,
    url,
    url.replace(/%../g, (code) => code.toLowerCase()),
    url.replaceAll("%20", "+"),
    form,
    json,
    ascii,
    ...base64Of(value),
  ];
  return [...new Set(forms)].filter((form) => form.length >= Math.min(4, value.length));
}

const hex4 = (code: number): string => code.toString(16).padStart(4, "0");

/** What base64 of a longer text holds of the value for certain, wherever in a group of three bytes it starts. */
function base64Of(value: string): readonly string[] {
  return [0, 1, 2].flatMap((shift) => {
    const around = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)]);
    const whole = around.subarray(0, around.length - (around.length % 3)).toString("base64");
    const certain = whole.slice(shift === 0 ? 0 : 4);
    return certain.length < 8 ? [] : [certain, certain.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** Where a value is, in any form: one line a place, without the value. */
export function placesOf(value: string, traces: readonly Trace[]): readonly string[] {
  const needles = needlesOf(value).map((text) => ({ text, bytes: Buffer.from(text) }));
  return traces.flatMap(({ place, bytes, isText }) =>
    needles.some((needle) => (isText || needle.text.length >= tellingInBinary) && bytes.includes(needle.bytes))
      ? [place]
      : [],
  );
}
