export { formatPercent } from "../../domain/index.ts";

/** Formats a duration: `820ms`, `12.3s`, `4m 05s`, `2h 03m`. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return "-";
  if (ms < 1) return "<1ms";
  if (ms < 999.5) return `${Math.round(ms)}ms`;
  const seconds = ms / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)}s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${String(whole % 60).padStart(2, "0")}s`;
  return `${Math.floor(whole / 3600)}h ${String(Math.floor((whole % 3600) / 60)).padStart(2, "0")}m`;
}

/** Formats a size: `512 B`, `1.5 KB`, `3.2 MB`; powers of 1,000. */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return "-";
  if (bytes < 1000) return `${bytes} B`;
  for (const [unit, size] of [
    ["KB", 1e3],
    ["MB", 1e6],
    ["GB", 1e9],
  ] as const) {
    if (bytes < size * 999.5 || unit === "GB") return `${(bytes / size).toFixed(1)} ${unit}`;
  }
  return `${bytes} B`;
}

/** Formats a whole number as `1,234`. Avoids the locale's formatter, whose first use costs 10 ms at every start. */
export function formatCount(count: number | null): string {
  return count === null ? "-" : String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Returns `1 artifact`, `2 artifacts`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Formats a time in ISO 8601 UTC as `2025-12-09 14:30:22Z`. */
export function formatMoment(iso: string | null): string {
  return iso === null ? "-" : iso.replace("T", " ").replace(/\.\d+Z$/, "Z");
}

/** Formats a speed-up as `1.11x`. */
export function formatTimes(times: number | null): string {
  return times === null ? "-" : `${times.toFixed(2)}x`;
}
