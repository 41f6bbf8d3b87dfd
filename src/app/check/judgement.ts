import type { CheckShape } from "../../render/index.ts";
import type { Review } from "../../run/index.ts";
import type { JudgedFinding } from "../findings/index.ts";

/** The result of a policy for a run, and the findings that it was evaluated on. */
export interface Judgement {
  readonly answer: CheckShape;
  readonly findings: readonly { readonly finding: JudgedFinding; readonly review: Review | null }[];
}
