import { isWctError } from "../../../../diagnostics/index.ts";
import type { JsonObject, JsonValue } from "../../../../domain/index.ts";
import type { InputAddress, PartAddress } from "../../../jobs/index.ts";
import type { RunningJob } from "../job.ts";
import { type FailureError, refuse } from "../refusal.ts";
import type { InputReader, InputStore } from "./asking-host.ts";

/** One input artifact as a component reads it. The contract's InputPart has the types that the component sees. */
export interface OpenPart {
  readonly artifact: string;
  readonly schema: string;
  readonly digest: string;
  readonly size: number | null;
  readonly elements: () => AsyncGenerator<JsonValue, void>;
  readonly batches: () => AsyncGenerator<readonly JsonValue[], void>;
  readonly rest: () => Promise<JsonObject>;
}

export interface OpenInput {
  readonly parts: readonly OpenPart[];
  readonly size: number | null;
  readonly elements: () => AsyncGenerator<JsonValue, void>;
  readonly batches: () => AsyncGenerator<readonly JsonValue[], void>;
  readonly content: () => Promise<JsonObject>;
}

export interface InputSource {
  readonly artifacts: InputStore;
  readonly job: RunningJob;
}

/** Returns the inputs by schema name. Nothing is read before the component reads it. */
export function openInputs(
  addresses: readonly InputAddress[],
  source: InputSource,
): Readonly<Record<string, OpenInput>> {
  return Object.fromEntries(addresses.map(({ name, parts }) => [name, openInput(parts, source)]));
}

function openInput(addresses: readonly PartAddress[], source: InputSource): OpenInput {
  const parts = addresses.map((address) => openPart(address, source));
  const sizes = addresses.map(({ elements }) => elements);
  return {
    parts,
    size: sizes.includes(null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
    elements: () => inTurn(parts, (part) => part.elements()),
    batches: () => inTurn(parts, (part) => part.batches()),
    content: () => wholeContent(addresses, parts),
  };
}

async function* inTurn<T>(parts: readonly OpenPart[], of: (part: OpenPart) => AsyncGenerator<T, void>) {
  for (const part of parts) yield* of(part);
}

async function wholeContent(addresses: readonly PartAddress[], parts: readonly OpenPart[]): Promise<JsonObject> {
  const [address, ...others] = addresses;
  const [part] = parts;
  if (address === undefined || part === undefined || others.length > 0) {
    throw new TypeError("content() is for the content of a single artifact; read the parts one by one");
  }
  const rest = await part.rest();
  if (address.stream === null) return rest;
  const elements: JsonValue[] = [];
  for await (const batch of part.batches()) for (const element of batch) elements.push(element);
  return { [address.stream]: elements, ...rest };
}

/** Returns one input artifact, which is opened once, on first read. */
export function openPart(address: PartAddress, { artifacts, job }: InputSource): OpenPart {
  let opening: Promise<InputReader> | undefined;
  const reader = (): Promise<InputReader> => {
    opening ??= artifacts.open(address.digest);
    return opening;
  };
  const unreadable = (error: unknown): FailureError => {
    const refusal = refuse(
      "WCT_PRODUCE_INPUT_UNREADABLE",
      `input "${address.artifact}" cannot be read${isWctError(error) ? `: ${error.message}` : ""}`,
      "run `wct verify` on the run that made it",
    );
    job.failure.refusal ??= refusal;
    return refusal;
  };
  async function* batches(): AsyncGenerator<readonly JsonValue[], void> {
    const source = await guarded(async () => (await reader()).batches()[Symbol.asyncIterator](), unreadable);
    for (;;) {
      const step = await guarded(() => source.next(), unreadable);
      if (step.done === true) return;
      yield step.value;
    }
  }
  async function* elements(): AsyncGenerator<JsonValue, void> {
    for await (const batch of batches()) yield* batch;
  }
  return {
    artifact: address.artifact,
    schema: address.schema,
    digest: address.digest,
    size: address.elements,
    elements,
    batches,
    rest: () => guarded(async () => (await reader()).rest(), unreadable),
  };
}

async function guarded<T>(read: () => Promise<T>, unreadable: (error: unknown) => FailureError): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw unreadable(error);
  }
}
