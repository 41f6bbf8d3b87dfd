import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactStore, Digest, JsonValue } from "../../domain/index.ts";
import { elementLine } from "../../store/index.ts";
import type { InputAnswer, InputQuestion } from "./protocol.ts";

type Reading = AsyncIterator<readonly JsonValue[]>;

const readingsAtMost = 1000;

/** Reads inputs for a worker that cannot read the store. Only the inputs of its job are available. */
export function inputAnswers(
  artifacts: Pick<ArtifactStore, "open">,
  inputs: ReadonlySet<Digest>,
): (question: InputQuestion) => Promise<InputAnswer> {
  const readings = new Map<number, Reading>();
  const readingOf = async (digest: Digest, number: number): Promise<Reading> => {
    const known = readings.get(number);
    if (known !== undefined) return known;
    if (readings.size >= readingsAtMost) throw new RangeError("too many readings");
    const reading = (await artifacts.open(digest)).batches()[Symbol.asyncIterator]();
    readings.set(number, reading);
    return reading;
  };
  const textOf = async ({ digest, what }: InputQuestion): Promise<string | null> => {
    if (!inputs.has(digest)) throw new RangeError("not an input");
    if (what === "rest") return JSON.stringify(await (await artifacts.open(digest)).rest());
    const step = await (await readingOf(digest, what.reading)).next();
    if (step.done !== true) return step.value.map(elementLine).join("");
    readings.delete(what.reading);
    return null;
  };
  return async (question) => {
    try {
      return { text: await textOf(question), problem: null };
    } catch (error) {
      return { text: null, problem: isWctError(error) ? error.message : "it is not one of its inputs" };
    }
  };
}
