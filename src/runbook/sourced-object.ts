import type { JsonObject } from "../domain/index.ts";
import { type Environment, substituting } from "./environment.ts";
import type { Report } from "./findings.ts";
import type { Placeholder, SourcedObject } from "./model.ts";
import type { SourceText, Span } from "./source-text.ts";
import { follow, type MappingNode, toJsonObject } from "./tree.ts";

export interface SourcingContext {
  readonly environment: Environment;
  readonly source: SourceText;
  readonly report: Report;
}

/** `properties` with its placeholders substituted; reports those that cannot be. */
export function sourcedObject(node: MappingNode, context: SourcingContext): SourcedObject {
  const { environment, source, report } = context;
  const placeholders: Placeholder[] = [];
  const found = (placeholder: Placeholder) => void placeholders.push(placeholder);
  const written = toJsonObject(node);
  const resolved = node.hasPlaceholder
    ? toJsonObject(node, substituting({ ...environment, source, report, found }))
    : written;
  return {
    written,
    resolved,
    placeholders,
    at: (path) => source.range(follow(node, path).node.span),
    keyAt: (path) => {
      const reached = follow(node, path);
      return source.range(reached.isComplete ? (reached.keySpan ?? reached.node.span) : reached.node.span);
    },
  };
}

/** For a component without `properties`: everything points to what stands in their place. */
export function emptyObject(span: Span, source: SourceText): SourcedObject {
  const nothing: JsonObject = {};
  const here = () => source.range(span);
  return { written: nothing, resolved: nothing, placeholders: [], at: here, keyAt: here };
}
