import { wctError } from "../../diagnostics/index.ts";

const units: Readonly<Record<string, number>> = { s: 1e3, m: 60e3, h: 3600e3, d: 86400e3, w: 604800e3 };

/** Returns the time that an option specifies as an age (`45m`, `12h`, `7d`) or a date. Throws WCT_USAGE. */
export function momentOf(option: string, text: string, now: Date): Date {
  const age = /^(\d+)([smhdw])$/.exec(text);
  const moment = age ? new Date(now.getTime() - Number(age[1]) * (units[age[2] ?? "d"] ?? 0)) : new Date(text);
  if (Number.isNaN(moment.getTime())) {
    throw wctError("WCT_USAGE", {
      message: `${option} "${text}" is neither an age nor a date`,
      hint: "write 45m, 12h, 7d or 2026-01-31",
    });
  }
  return moment;
}
