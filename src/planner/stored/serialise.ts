import { wctError } from "../../diagnostics/index.ts";
import { type ExecutionPlan, isJsonObject, type JsonObject, type JsonValue } from "../../domain/index.ts";
import { BadPlan } from "./bad-plan.ts";
import { expandPlan } from "./expand.ts";
import { storedPlan } from "./plan.ts";
import { executionPlan } from "./shape.ts";
import { requireFew, requireSound } from "./sound.ts";

/** Converts a plan to the JSON that a run's record stores. */
export function serialisePlan(of: ExecutionPlan): JsonObject {
  return storedPlan(of);
}

/**
 * Parses the plan of a record, in this format or the previous one. Throws WCT_STORE_NEWER for a plan in a newer format,
 * and WCT_RUN_RECORD_CORRUPT if it is not a plan.
 */
export function parsePlan(of: JsonValue): ExecutionPlan {
  refuseNewer(of);
  try {
    return requireSound(isJsonObject(of) && of["format"] === 2 ? expandPlan(of, judge) : judge(of));
  } catch (error) {
    if (!(error instanceof BadPlan)) throw error;
    throw wctError("WCT_RUN_RECORD_CORRUPT", {
      message: `the recorded plan is not well formed at ${error.place}`,
      hint: "run `wct verify` on the run",
    });
  }
}

const newestFormat = 2;

function refuseNewer(of: JsonValue): void {
  const format = isJsonObject(of) ? of["format"] : undefined;
  if (typeof format !== "number" || !Number.isInteger(format) || format <= newestFormat) return;
  throw wctError("WCT_STORE_NEWER", {
    message: `the recorded plan has format ${format}, and this wct reads formats up to ${newestFormat}`,
    hint: "use the wct that recorded the run, or a newer one",
  });
}

function judge(of: JsonValue): ExecutionPlan {
  if (isJsonObject(of) && Array.isArray(of["artifacts"])) requireFew(of["artifacts"]);
  if (executionPlan.is(of)) return of;
  throw new BadPlan(executionPlan.wrongPath(of)?.join(".") || "its top");
}
