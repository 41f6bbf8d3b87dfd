import { invariant } from "../diagnostics/index.ts";
import { type ArtifactId, isArtifactId } from "../domain/index.ts";
import { toMilliseconds } from "./config.ts";
import { substituting } from "./environment.ts";
import { type ArtifactEntry, artifactGrammar, notYet } from "./grammar.ts";
import { reportIssues } from "./issues.ts";
import { checkMethod, reportBadId } from "./method.ts";
import type { Located, RunbookArtifact, RunbookMethod, SourcedObject } from "./model.ts";
import type { SourceText, Span } from "./source-text.ts";
import { emptyObject, type SourcingContext, sourcedObject } from "./sourced-object.ts";
import { childOf, entryOf, type MappingEntry, quote, type TreeNode, toJson } from "./tree.ts";

/** Reads one artifact; undefined when it is wrong (then everything wrong in it was reported). */
export function readArtifact(entry: MappingEntry, context: SourcingContext): RunbookArtifact | undefined {
  const { key, node, keySpan } = entry;
  const isIdFine = isArtifactId(key);
  if (!isIdFine) reportBadId(entry, context.report);
  const isMethodClear = checkMethod(entry, context.report);
  checkInputs(entry, context);
  const properties = propertiesOf(node, context);
  const fromRun = fromRunOf(node, context);
  const json = toJson(withoutNotYet(node));
  const result = artifactGrammar.safeParse(json);
  if (!result.success) {
    const path = ["artifacts", key];
    reportIssues(result.error.issues, { grammar: artifactGrammar, node, keySpan, path, report: context.report });
    return undefined;
  }
  if (!isMethodClear || !isIdFine) return undefined;
  const method = methodOf(result.data, { node, properties, fromRun, source: context.source });
  return toArtifact(result.data, { id: key, entry, method, source: context.source });
}

/** The planned keys are reported in their own words, so the grammar need not call them unknown. */
function withoutNotYet(node: TreeNode): TreeNode {
  if (node.kind !== "mapping" || !notYet.artifact.some((key) => node.entries.has(key))) return node;
  const entries = new Map([...node.entries].filter(([key]) => !notYet.artifact.some((later) => later === key)));
  return { ...node, entries };
}

function propertiesOf(node: TreeNode, context: SourcingContext): SourcedObject | undefined {
  const component = entryOf(node, "source") ?? entryOf(node, "process");
  if (component === undefined) return undefined;
  const properties = entryOf(component.node, "properties");
  if (properties?.node.kind === "mapping") return sourcedObject(properties.node, context);
  return emptyObject(properties?.keySpan ?? component.keySpan, context.source);
}

interface MethodParts {
  readonly node: TreeNode;
  readonly properties: SourcedObject | undefined;
  readonly fromRun: Located<string> | undefined;
  readonly source: SourceText;
}

function methodOf(entry: ArtifactEntry, { node, properties, fromRun, source }: MethodParts): RunbookMethod {
  const component = entry.source ?? entry.process;
  if (component !== undefined) {
    invariant(properties, "a component without properties was read");
    const kind = entry.source === undefined ? "process" : "source";
    return { kind, type: located(component.type, at(node, [kind, "type"]), source), properties };
  }
  if (entry.reuse === undefined) return { kind: "pass-through" };
  invariant(fromRun, "a reuse without from_run was read");
  const artifact = located(entry.reuse.artifact, at(node, ["reuse", "artifact"]), source);
  return { kind: "reuse", fromRun, writtenRun: entry.reuse.from_run, artifact };
}

/** `reuse.from_run`, its placeholders substituted. */
function fromRunOf(node: TreeNode, { environment, source, report }: SourcingContext): Located<string> | undefined {
  const reuse = entryOf(node, "reuse");
  const run = reuse && entryOf(reuse.node, "from_run")?.node;
  if (run?.kind !== "scalar") return undefined;
  return located(String(toJson(run, substituting({ ...environment, source, report }))), run, source);
}

interface ArtifactParts {
  readonly id: ArtifactId;
  readonly entry: MappingEntry;
  readonly method: RunbookMethod;
  readonly source: SourceText;
}

function toArtifact(parsed: ArtifactEntry, { id, entry, method, source }: ArtifactParts): RunbookArtifact {
  const outputSchema = entryOf(entry.node, "output_schema");
  return {
    id,
    // The plan has the place of every artifact, so it is worked out at once.
    location: source.range(entry.keySpan),
    group: [],
    name: parsed.name ?? null,
    description: parsed.description ?? null,
    contact: parsed.contact ?? null,
    method,
    inputs: inputNodes(entry.node).map((input) => located(String(toJson(input)), input, source)),
    output: parsed.output ?? false,
    optional: parsed.optional ?? false,
    breakpoint: parsed.breakpoint ?? null,
    timeoutMs: toMilliseconds(parsed.timeout),
    retain: parsed.retain ?? null,
    tags: parsed.tags ?? [],
    outputSchema:
      outputSchema === undefined || parsed.output_schema === undefined
        ? null
        : located(parsed.output_schema, outputSchema.node, source),
  };
}

function inputNodes(node: TreeNode): readonly TreeNode[] {
  const inputs = entryOf(node, "inputs")?.node;
  if (inputs === undefined) return [];
  return inputs.kind === "list" ? inputs.items : [inputs];
}

function checkInputs(entry: MappingEntry, { report }: SourcingContext): void {
  const seen = new Map<unknown, TreeNode>();
  for (const input of inputNodes(entry.node)) {
    if (input.kind !== "scalar" || typeof input.value !== "string") continue;
    const first = seen.get(input.value);
    if (first === undefined) {
      seen.set(input.value, input);
      continue;
    }
    report({
      code: "WCT_ARTIFACT_DUPLICATE_INPUT",
      span: input.span,
      message: `artifact ${quote(entry.key)} lists input ${quote(input.value)} twice`,
      hint: "remove the repeated input",
      related: [{ message: "first listed here", span: first.span }],
    });
  }
}

function at(node: TreeNode, path: readonly string[]): TreeNode {
  let reached: TreeNode | undefined = node;
  for (const key of path) reached = reached && childOf(reached, key);
  invariant(reached, `nothing stands at ${path.join(".")} of a valid artifact`);
  return reached;
}

function located<T>(value: T, node: TreeNode, source: SourceText): Located<T> {
  return new Placed(value, source, node.span);
}

/** Works out where it stands when it is asked. Objects with getters of their own would be slow to make and to read. */
class Placed<T> implements Located<T> {
  readonly value: T;
  readonly #source: SourceText;
  readonly #span: Span;

  constructor(value: T, source: SourceText, span: Span) {
    this.value = value;
    this.#source = source;
    this.#span = span;
  }

  get location() {
    return this.#source.range(this.#span);
  }
}
