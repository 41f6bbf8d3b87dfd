import {
  type CheckedExpression,
  checkCondition,
  checkExpression,
  type ExpressionContext,
  type ExpressionEvaluator,
  type ExpressionResult,
  evaluateAt,
  isFault,
  logText,
  type OpenMessage,
  type PointExpressions,
  type PointState,
  parseHitCondition,
  parseLogMessage,
} from "../../debug/index.ts";
import { WctError } from "../../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan } from "../../domain/index.ts";
import { type ExpressionFault, faultDiagnostic } from "../../run/index.ts";

interface ExpressionWorld {
  readonly plan: ExecutionPlan;
  readonly evaluator: ExpressionEvaluator;
  readonly open: OpenMessage;
}

/** Checks and evaluates expressions over the content of a run. */
export function createPointExpressions(world: ExpressionWorld): PointExpressions {
  const contextOf = (artifacts: readonly ArtifactId[]): ExpressionContext => {
    const those = world.plan.artifacts.filter(({ id }) => artifacts.includes(id));
    return { inputs: [...new Set(those.flatMap(({ inputs }) => inputs))] };
  };
  return {
    requireCondition: (text, artifacts) => void valid(text, checkCondition(text, contextOf(artifacts))),
    requireLogMessage: (text, artifacts) => void parsedMessage(text, contextOf(artifacts)),
    hitCondition: (text) => valid(text, parseHitCondition(text)).stops,
    evaluate: async (text, at) => {
      const context = at.point === null ? {} : contextOf([at.point.artifact]);
      return await evaluated(world, valid(text, checkExpression(text, context)), at);
    },
    logText: async (message, at) => {
      const parsed = parsedMessage(message);
      const values = new Map<CheckedExpression, unknown>();
      for (const part of parsed.parts) {
        if (typeof part === "string") continue;
        const result = await evaluated(world, part, at);
        values.set(part, result.kind === "value" ? result.value : `<${result.message}>`);
      }
      return logText(parsed, (part) => values.get(part));
    },
  };
}

async function evaluated(
  { plan, open, evaluator }: ExpressionWorld,
  expression: CheckedExpression,
  { point, state, config }: PointState,
): Promise<ExpressionResult> {
  if (point === null) {
    return { kind: "failed", message: "no artifact is at hand here", hint: "go to a point before or after one" };
  }
  const place = { plan, state, artifact: point.artifact, side: point.side, config };
  return await evaluateAt(expression, place, open, evaluator);
}

function parsedMessage(text: string, context?: ExpressionContext) {
  const parsed = parseLogMessage(text, context);
  if ("parts" in parsed) return parsed;
  throw conditionError(text, parsed);
}

function valid<T extends object>(text: string, checked: T | ExpressionFault): T {
  if (!isFault(checked)) return checked;
  throw conditionError(text, [checked]);
}

function conditionError(text: string, faults: readonly ExpressionFault[]): WctError {
  const [first, ...others] = faults.map((fault) => faultDiagnostic("<expression>", text, 0, fault));
  return new WctError([first!, ...others]);
}
