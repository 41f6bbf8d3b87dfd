/*
 * Formats what GitHub shows of a check: annotations, and the summary of a job within its size limit.
 *
 * Start at summary.ts; commands.ts has the annotations.
 * Must not know: the environment of a workflow, which src/cli reads.
 */

export { type Annotation, type AnnotationPlace, renderAnnotations } from "./commands.ts";
export { drawings, fitBlocks, type JobSummary, jobSummaryBlocks } from "./summary.ts";
