import { formatDuration } from "../text/index.ts";

/** Returns `00:12`, `1:02:03`; with fractions if the total is below ten seconds. */
export function formatOffset(ms: number, totalMs: number): string {
  const digits = totalMs >= 10_000 ? 0 : totalMs >= 1000 ? 1 : 3;
  // Truncated, not rounded: a start at 12.9 s is drawn in the thirteenth second.
  const unit = 10 ** digits;
  const seconds = Math.floor((ms / 1000) * unit + 1e-6) / unit;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds - hours * 3600) / 60);
  const rest = (seconds - hours * 3600 - minutes * 60).toFixed(digits).padStart(digits === 0 ? 2 : digits + 3, "0");
  const clock = `${String(minutes).padStart(2, "0")}:${rest}`;
  return hours > 0 ? `${hours}:${clock}` : clock;
}

/** Formats a wait or slack; zero differs from a small value. */
export const formatSpare = (ms: number | null): string => (ms === 0 ? "0" : formatDuration(ms));
