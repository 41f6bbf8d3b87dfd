import { formatDuration } from "../units.ts";

/** `00:12`, `1:02:03`; with fractions when the whole lasts less than ten seconds. */
export function formatOffset(ms: number, totalMs: number): string {
  const digits = totalMs >= 10_000 ? 0 : totalMs >= 1000 ? 1 : 3;
  // Cut, not rounded: what starts at 12.9 s is drawn in the thirteenth second.
  const unit = 10 ** digits;
  const seconds = Math.floor((ms / 1000) * unit + 1e-6) / unit;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds - hours * 3600) / 60);
  const rest = (seconds - hours * 3600 - minutes * 60).toFixed(digits).padStart(digits === 0 ? 2 : digits + 3, "0");
  const clock = `${String(minutes).padStart(2, "0")}:${rest}`;
  return hours > 0 ? `${hours}:${clock}` : clock;
}

export const percent = (share: number | null): string => (share === null ? "-" : `${Math.round(share * 100)}%`);

/** A wait or slack: none at all is told from a little. */
export const formatSpare = (ms: number | null): string => (ms === 0 ? "0" : formatDuration(ms));
