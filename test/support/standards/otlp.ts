/** A field's type: a scalar, an enumeration or another message; "[]" after it: a list of them. */
export type Fields = Readonly<Record<string, string>>;

/** A set of messages, fields named as JSON names them; of an enumeration, its numbers. */
export interface Messages {
  readonly messages: Readonly<Record<string, Fields>>;
  readonly enumerations: Readonly<Record<string, readonly number[]>>;
}

const attributes = { attributes: "KeyValue[]", droppedAttributesCount: "uint32" };

/** What OTLP 1 says of a trace, as far as it is stable. */
export const traceMessages: Messages = {
  messages: {
    TracesData: { resourceSpans: "ResourceSpans[]" },
    ResourceSpans: { resource: "Resource", scopeSpans: "ScopeSpans[]", schemaUrl: "string" },
    Resource: attributes,
    ScopeSpans: { scope: "InstrumentationScope", spans: "Span[]", schemaUrl: "string" },
    InstrumentationScope: { name: "string", version: "string", ...attributes },
    Span: {
      traceId: "bytes",
      spanId: "bytes",
      traceState: "string",
      parentSpanId: "bytes",
      flags: "fixed32",
      name: "string",
      kind: "SpanKind",
      startTimeUnixNano: "fixed64",
      endTimeUnixNano: "fixed64",
      ...attributes,
      events: "Event[]",
      droppedEventsCount: "uint32",
      links: "Link[]",
      droppedLinksCount: "uint32",
      status: "Status",
    },
    Event: { timeUnixNano: "fixed64", name: "string", ...attributes },
    Link: { traceId: "bytes", spanId: "bytes", traceState: "string", flags: "fixed32", ...attributes },
    Status: { message: "string", code: "StatusCode" },
    KeyValue: { key: "string", value: "AnyValue" },
    AnyValue: {
      stringValue: "string",
      boolValue: "bool",
      intValue: "int64",
      doubleValue: "double",
      arrayValue: "ArrayValue",
      kvlistValue: "KeyValueList",
    },
    ArrayValue: { values: "AnyValue[]" },
    KeyValueList: { values: "KeyValue[]" },
  },
  enumerations: { SpanKind: [0, 1, 2, 3, 4, 5], StatusCode: [0, 1, 2] },
};

/** What a message is of no use without. */
export const neededFields: Readonly<Record<string, readonly string[]>> = {
  Span: ["traceId", "spanId", "name", "startTimeUnixNano", "endTimeUnixNano"],
  Event: ["timeUnixNano", "name"],
  Link: ["traceId", "spanId"],
  KeyValue: ["key", "value"],
};

/** Digits of the ids: two for each byte. */
export const idLengths: Readonly<Record<string, number>> = { traceId: 32, spanId: 16, parentSpanId: 16 };

/** The names that the semantic conventions 1.44.0 define for CI/CD. */
export const cicdAttributes: ReadonlySet<string> = new Set([
  ...["action.name", "name", "result", "run.id", "run.state", "run.url.full"].map((name) => `cicd.pipeline.${name}`),
  ...["name", "run.id", "run.result", "run.url.full", "type"].map((name) => `cicd.pipeline.task.${name}`),
  "cicd.system.component",
  ...["id", "name", "state", "url.full"].map((name) => `cicd.worker.${name}`),
]);
