import { expect, test, vi } from "vitest";
import { UnreadLimit } from "./unread.ts";

test("a client that reads nothing is not read from, and is gone once too much waits for it", () => {
  const input = { pause: vi.fn(), resume: vi.fn() };
  const gone = vi.fn();
  const limit = new UnreadLimit(input as never, gone);
  limit.update(1_000_000);
  expect(input.pause).not.toHaveBeenCalled();
  limit.update(5_000_000);
  limit.update(6_000_000);
  expect(input.pause).toHaveBeenCalledOnce();
  expect(input.resume).not.toHaveBeenCalled();
  limit.update(0);
  expect(input.resume).toHaveBeenCalledOnce();
  expect(gone).not.toHaveBeenCalled();
  limit.update(70_000_000);
  expect(gone).toHaveBeenCalledOnce();
});
