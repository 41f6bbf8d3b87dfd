/** Returns the number that a text probably means, in its correct notation; undefined if that is unclear. */
export function meantNumber(text: string, unit: "seconds" | "plain"): string | undefined {
  const bare = text.trim();
  const digits = bare.replaceAll(/(?<=\d)_(?=\d)/g, "");
  if (/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(digits)) return digits;
  const seconds = unit === "seconds" ? secondsOf(bare) : undefined;
  return seconds === undefined ? undefined : String(seconds);
}

const inSeconds: readonly (readonly [RegExp, number])[] = [
  [/^(ms|msecs?|milliseconds?)$/, 0.001],
  [/^(s|secs?|seconds?)$/, 1],
  [/^(m|mins?|minutes?)$/, 60],
  [/^(h|hrs?|hours?)$/, 3600],
  [/^(d|days?)$/, 86_400],
];

/**
 * Parses `90s`, `1h30m`, `5 minutes`, `PT5M`, `1:30:00`, but not the ambiguous `1:30`, which may be minutes or hours.
 */
function secondsOf(text: string): number | undefined {
  const clock = /^(\d+):([0-5]\d):([0-5]\d)$/.exec(text);
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]);
  const iso = /^P(?=.)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  const written = iso
    ? (["d", "h", "m", "s"] as const).map((unit, place) => [Number(iso[place + 1] ?? 0), unit] as const)
    : partsOf(text.toLowerCase());
  let sum = 0;
  for (const [amount, unit] of written ?? []) {
    const factor = inSeconds.find(([words]) => words.test(unit))?.[1];
    if (factor === undefined) return undefined;
    sum += amount * factor;
  }
  return written === undefined || sum === 0 ? undefined : Math.round(sum * 1000) / 1000;
}

function partsOf(text: string): readonly (readonly [number, string])[] | undefined {
  if (!/^(\d+(\.\d+)?\s*[a-z]+\s*)+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)].map(([, amount, unit = ""]) => [Number(amount), unit]);
}

/** Returns the boolean that a text probably means. YAML 1.2 reads `yes` and `on` as texts. */
export function meantBoolean(text: string): "true" | "false" | undefined {
  if (/^(true|yes|y|on|1)$/i.test(text.trim())) return "true";
  return /^(false|no|n|off|0)$/i.test(text.trim()) ? "false" : undefined;
}
