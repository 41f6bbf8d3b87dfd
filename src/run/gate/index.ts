export { type Condition, parseConditions } from "./conditions.ts";
export { type FindingOrigin, gapsOf, type RecordFacts, type RecordGap, recordFacts } from "./facts.ts";
export { type Breach, createGate, type Gate, isAboutRecord } from "./judge.ts";
