/*
 * Exports a run as a trace of OpenTelemetry.
 *
 * Start at otlp.ts, then spans.ts.
 * Must not know: who receives it.
 */

export { otlpTrace } from "./otlp.ts";
