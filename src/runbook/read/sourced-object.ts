import type { JsonObject } from "../../domain/index.ts";
import { hintForType } from "../hints/index.ts";
import type { Placeholder, SourcedObject } from "../model.ts";
import type { ReportProblem, SourceText, TextSpan } from "../yaml/index.ts";
import { follow, type MappingNode, toJsonObject, unreadPaths } from "../yaml/index.ts";
import { type Environment, substituting } from "./environment.ts";

export interface SourcingContext {
  readonly environment: Environment;
  readonly source: SourceText;
  readonly report: ReportProblem;
}

/** Reads `properties` and substitutes its placeholders. Reports unresolved ones. */
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
    unread: unreadPaths(node),
    textAt: (path) => {
      const { node: reached, isComplete } = follow(node, path);
      return isComplete ? source.text.slice(reached.span.start, reached.span.end) : undefined;
    },
    hintAt: (path, type) => {
      const { node: reached, isComplete } = follow(node, path);
      return isComplete ? hintForType(reached, { type, text: source.text }) : undefined;
    },
    at: (path) => source.range(follow(node, path).node.span),
    keyAt: (path) => {
      const reached = follow(node, path);
      return source.range(reached.isComplete ? (reached.keySpan ?? reached.node.span) : reached.node.span);
    },
  };
}

/**
 * Creates the object of a component without `properties`. All its locations point to `span`. `isUnread`: `properties`
 * is not a mapping, so missing keys cannot be reported.
 */
export function emptyObject(span: TextSpan, source: SourceText, isUnread = false): SourcedObject {
  const nothing: JsonObject = {};
  const here = () => source.range(span);
  return {
    written: nothing,
    resolved: nothing,
    placeholders: [],
    unread: isUnread ? [[]] : [],
    textAt: () => undefined,
    hintAt: () => undefined,
    at: here,
    keyAt: here,
  };
}
