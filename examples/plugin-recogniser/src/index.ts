import { definePlugin, defineRecogniser, type RecognisedPlace, secret } from "wct-cli/plugin";
import { z } from "zod";
import { utf16Offsets } from "./offsets.ts";

/** What the server answers: for each text its entities, with offsets in characters as Python counts them. */
const answer = z.array(
  z.array(z.object({ start: z.number().int(), end: z.number().int(), label: z.string(), score: z.number() })),
);

const modelOverHttp = defineRecogniser({
  type: "ner_over_http",
  description: "Persons in texts, by a model such as GLiNER or spaCy behind HTTP",
  version: "1.0.0",
  config: z.strictObject({
    url: z.url({ protocol: /^https?$/ }).describe("Address to which batches of texts are posted"),
    token: secret().optional().describe("Sent as a bearer token"),
    labels: z
      .record(z.string(), z.string())
      .default({ person: "name" })
      .describe("Categories of personal_data by the labels of the model; other labels are left out"),
    min_score: z.number().min(0).max(1).default(0.5).describe("Places with a lower score are left out"),
    timeout_seconds: z.number().positive().max(600).default(60).describe("For each batch"),
  }),
  example: "url: http://127.0.0.1:8000/entities\nlabels: { person: name }\n",
  async recognise({ config, texts, signal, fail }) {
    const response = await post({ ...config, labels: Object.keys(config.labels) }, { texts, signal, fail });
    const parsed = answer.safeParse(response);
    if (!parsed.success) return fail("NER_ANSWER", "the server answered with something else than lists of entities");
    return parsed.data.map((entities, index) => {
      const offsetOf = utf16Offsets(texts[index] ?? "");
      return entities.flatMap(({ start, end, label, score }): readonly RecognisedPlace[] => {
        const category = config.labels[label];
        if (category === undefined || score < config.min_score) return [];
        return [{ start: offsetOf(start), end: offsetOf(end), category, score }];
      });
    });
  },
});

interface Server {
  readonly url: string;
  readonly token?: { readonly reveal: () => string } | undefined;
  readonly labels: readonly string[];
  readonly timeout_seconds: number;
}

interface Request {
  readonly texts: readonly string[];
  readonly signal: AbortSignal;
  readonly fail: (code: string, text: string, hint?: string) => never;
}

/** Posts the texts. The messages hold nothing of them, because they are recorded. */
async function post(
  { url, token, labels, timeout_seconds }: Server,
  { texts, signal, fail }: Request,
): Promise<unknown> {
  const timeout = AbortSignal.timeout(timeout_seconds * 1000);
  const headers = { "content-type": "application/json" };
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token.reveal()}` },
      body: JSON.stringify({ texts, labels }),
      signal: AbortSignal.any([signal, timeout]),
    });
    if (response.ok) return await response.json();
    return fail("NER_STATUS", `the server answered with status ${response.status}`, "see the log of the server");
  } catch (cause) {
    signal.throwIfAborted();
    if (timeout.aborted)
      return fail(
        "NER_TIMEOUT",
        `no answer within ${timeout_seconds} s`,
        "set timeout_seconds, or send smaller batches",
      );
    if (cause instanceof TypeError) return fail("NER_UNREACHABLE", "the server cannot be reached", "check `url`");
    throw cause;
  }
}

export default definePlugin({
  name: "wct-recogniser",
  version: "1.0.0",
  wct: "^0.1.0",
  components: [modelOverHttp],
});
