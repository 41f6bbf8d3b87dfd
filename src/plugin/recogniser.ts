import { type Context, defineProcessor, type ProcessorDefinition } from "./component.ts";
import type { RecognisedTextSpan, StandardInputItem } from "./schemas/index.ts";
import type { ConfigSchema, OutputOf } from "./standard.ts";

/** Personal data in one text. Offsets count UTF-16 code units, as texts of JavaScript do. */
export type RecognisedPlace = Pick<RecognisedTextSpan, "start" | "end" | "category" | "score">;

/** A batch of texts for a recogniser. */
export interface TextBatch<Config> extends Pick<Context<Config>, "config" | "signal" | "log" | "cost" | "fail"> {
  readonly texts: readonly string[];
}

interface RecogniserOptions<Config extends ConfigSchema> {
  /** The component's name in runbooks. */
  readonly type: string;
  /** One line for `wct processors`. */
  readonly description: string;
  readonly config: Config;
  /** Defaults to the plugin's version. */
  readonly version?: string;
  /** True if equal texts always give equal places. Default false: a model behind a server may change. */
  readonly deterministic?: boolean;
  /** True if it computes in this thread instead of waiting for a server. Default false. */
  readonly blocking?: boolean;
  /** The most texts and characters of a batch. A single longer text is a batch of its own. */
  readonly batch?: { readonly texts: number; readonly characters: number };
  readonly example?: string;
  /** Returns the places in each text, in the order of the texts. What it throws fails the artifact. */
  readonly recognise: (batch: TextBatch<NoInfer<OutputOf<Config>>>) => Promise<readonly (readonly RecognisedPlace[])[]>;
}

type RecogniserDefinition<Config extends ConfigSchema> = ProcessorDefinition<
  readonly [readonly ["standard_input:1.0.0"]],
  "recognised_text:1.0.0",
  Config
>;

const defaultBatch = { texts: 32, characters: 64 * 1024 };

/**
 * Defines a recogniser of personal data in texts, such as a language model behind HTTP. It is a processor: its
 * configuration is checked when a runbook is planned and is part of its fingerprint, and it runs in a thread of its own.
 * Its output is an input of `personal_data`, which reports the places like those that it finds itself. It gets the texts
 * and documents of a source; values of columns and fields are not texts.
 */
export function defineRecogniser<Config extends ConfigSchema>({
  recognise,
  batch = defaultBatch,
  ...options
}: RecogniserOptions<Config>): RecogniserDefinition<Config> {
  return defineProcessor({
    deterministic: false,
    blocking: false,
    ...options,
    inputs: [["standard_input:1.0.0"]],
    output: "recognised_text:1.0.0",
    async *process(context) {
      const summary = { texts: 0, characters: 0, spans: 0 };
      for (const part of context.inputs.standard_input.parts) {
        for await (const items of batchesOf(part.elements(), batch)) {
          context.signal.throwIfAborted();
          const spans = await spansOf(items, part.artifact, { context, recognise });
          summary.texts += items.length;
          summary.characters += items.reduce((sum, { content }) => sum + content.length, 0);
          summary.spans += spans.length;
          context.progress(summary.texts);
          yield spans;
        }
      }
      return { recogniser: options.type, summary };
    },
  });
}

async function* batchesOf(
  items: AsyncIterable<StandardInputItem>,
  most: { readonly texts: number; readonly characters: number },
): AsyncGenerator<readonly StandardInputItem[], void, void> {
  let batch: StandardInputItem[] = [];
  let characters = 0;
  for await (const item of items) {
    if (item.kind === "column_sample" || item.content === "") continue;
    if (batch.length > 0 && (batch.length === most.texts || characters + item.content.length > most.characters)) {
      yield batch;
      [batch, characters] = [[], 0];
    }
    batch.push(item);
    characters += item.content.length;
  }
  if (batch.length > 0) yield batch;
}

async function spansOf<Config extends ConfigSchema>(
  items: readonly StandardInputItem[],
  artifact: string,
  { context, recognise }: { context: Context<OutputOf<Config>>; recognise: RecogniserOptions<Config>["recognise"] },
): Promise<readonly RecognisedTextSpan[]> {
  const { config, signal, log, cost, fail } = context;
  const found = await recognise({ config, signal, log, cost, fail, texts: items.map(({ content }) => content) });
  if (found.length !== items.length)
    fail("RECOGNISER_ANSWER", `the recogniser answered for ${found.length} texts and was asked for ${items.length}`);
  return items.flatMap(({ id, content }, index) =>
    (found[index] ?? []).map(({ start, end, category, score }) => {
      const isInside = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end;
      if (!isInside || end > content.length)
        fail("RECOGNISER_ANSWER", `a place is not inside its text: ${start} to ${end} of ${content.length} characters`);
      return { artifact, item: id, start, end, category, score };
    }),
  );
}
