import type { StopReason } from "./stop.ts";

/** Returns a reason as it stands in the record: names and numbers only, never content. */
export function reasonText(reason: StopReason): string {
  switch (reason.kind) {
    case "breakpoint":
      return `breakpoint ${reason.breakpoints.join(", ")}`;
    case "failure":
      return `failure ${reason.failure.code}`;
    case "condition-failed":
      return `condition of breakpoint ${reason.breakpoint} could not be evaluated`;
    default:
      return reason.kind;
  }
}
