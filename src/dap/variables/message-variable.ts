import type { ArtifactStore, MessageReader, MessageRef } from "../../domain/index.ts";
import { formatBytes, formatCount } from "../../render/index.ts";
import { jsonVariable } from "./json-variable.ts";
import { arrayPage } from "./paging.ts";
import type { ChildPage, ShownVariable, VariableReferences } from "./references.ts";

/** The content of an artifact that can be shown. */
export interface ShownContent {
  readonly name: string;
  readonly message: MessageRef;
  /** Key of the stream; null if there is none. */
  readonly stream: string | null;
  readonly artifacts: Pick<ArtifactStore, "open">;
  readonly evaluateName?: string | undefined;
}

/** Returns a variable for an artifact's content. It is opened when it is expanded, and its elements are read by page. */
export function messageVariable(references: VariableReferences, content: ShownContent): ShownVariable {
  const { name, message, evaluateName } = content;
  const children = (page: ChildPage) => partsOf(references, content, page);
  return {
    name,
    value: messageText(message),
    type: message.schema,
    variablesReference: references.add({ children }),
    ...(evaluateName === undefined ? {} : { evaluateName }),
  };
}

/** Returns a text such as `finding:1.0.0, 42 elements, 3.1 kB`. */
export function messageText({ schema, elements, bytes }: MessageRef): string {
  const count = elements === null ? "" : `, ${formatCount(elements)} ${elements === 1 ? "element" : "elements"}`;
  return `${schema}${count}, ${formatBytes(bytes)}`;
}

async function partsOf(
  references: VariableReferences,
  { message, stream, artifacts }: ShownContent,
  page: ChildPage,
): Promise<readonly ShownVariable[]> {
  if (page.kind === "indexed") return [];
  const reader = await artifacts.open(message.digest);
  const rest = Object.entries(await reader.rest()).map(([name, value]) => jsonVariable(references, { name, value }));
  const summary = message.summary === null ? [] : [virtual(references, "(summary)", message.summary)];
  return [...(stream === null ? [] : [streamVariable(references, stream, reader)]), ...rest, ...summary];
}

function virtual(references: VariableReferences, name: string, value: unknown): ShownVariable {
  return { ...jsonVariable(references, { name, value }), presentationHint: { kind: "virtual" } };
}

function streamVariable(references: VariableReferences, name: string, reader: MessageReader): ShownVariable {
  const length = reader.elements ?? 0;
  const shown = { name, value: `array of ${formatCount(length)}`, type: "array", variablesReference: 0 };
  if (length === 0) return shown;
  const children = async (page: ChildPage): Promise<readonly ShownVariable[]> =>
    page.kind === "named" ? [] : await elementPage(references, reader, page);
  return { ...shown, indexedVariables: length, variablesReference: references.add({ children }) };
}

async function elementPage(references: VariableReferences, reader: MessageReader, page: ChildPage) {
  return await arrayPage(page, reader.elements ?? 0, async (from, to) => {
    const shown: ShownVariable[] = [];
    for await (const batch of reader.batches(from, to)) {
      page.signal.throwIfAborted();
      for (const value of batch) {
        shown.push(jsonVariable(references, { name: `[${from + shown.length}]`, value }));
      }
    }
    return shown;
  });
}
