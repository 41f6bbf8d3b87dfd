import { expect, test, vi } from "vitest";
import { systemClock } from "./system-clock.ts";

test("a wait that is longer than the longest timer of Node takes as long as it says, and can be cancelled", () => {
  vi.useFakeTimers();
  try {
    const month = 30 * 86_400_000;
    const ended = vi.fn();
    const cancelled = vi.fn();
    systemClock.after(month, ended);
    const cancel = systemClock.after(month, cancelled);
    vi.advanceTimersByTime(month - 1);
    expect(ended).not.toHaveBeenCalled();
    cancel();
    vi.advanceTimersByTime(1);
    expect(ended).toHaveBeenCalledOnce();
    expect(cancelled).not.toHaveBeenCalled();
  } finally {
    vi.useRealTimers();
  }
});
