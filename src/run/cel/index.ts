/*
 * What all CEL expressions share: their limits, the nodes of a parsed expression, and faults with positions.
 *
 * Start at fault.ts.
 * Must not know: which variables an expression has. Loads nothing of the CEL library, which few commands need.
 */

export { type ExpressionFault, faultDiagnostic, faultOf } from "./fault.ts";
export { celLimits, type ExpressionNode, isNode, nodesIn, partsOf } from "./nodes.ts";
