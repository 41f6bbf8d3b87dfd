/*
 * The producer of a dry run: generates content from output schemas instead of running components.
 *
 * Start at sample-producer.ts; schema/sample/ generates the content.
 * Must not know: workers, plugins' code and files.
 */

export { createSampleProducer, type SampledSchema, type SampleProducerOptions } from "./sample-producer.ts";
