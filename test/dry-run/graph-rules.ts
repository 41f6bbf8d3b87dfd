import type { RunbookChange, WrittenRunbook } from "./mutations.ts";

const listOf = (inputs: unknown): readonly string[] => (Array.isArray(inputs) ? inputs.map(String) : []);

/** Mutations of the graph: references, cycles, ways of making an artifact, schemas that do not match. */
export function graphRules({ artifacts }: WrittenRunbook): readonly RunbookChange[] {
  const ids = Object.keys(artifacts);
  const derived = ids.filter((id) => artifacts[id]!.inputs !== undefined);
  const sources = ids.filter((id) => artifacts[id]!.source !== undefined);
  const edges = derived.flatMap((to) => listOf(artifacts[to]!.inputs).map((from) => ({ from, to })));
  return [
    ...references(derived, edges),
    ...badIds(ids),
    ...cycles(derived, edges),
    ...methods(derived, sources),
    ...misfits(artifacts, ids),
    ...outputSchemas(ids),
  ];
}

interface Edge {
  readonly from: string;
  readonly to: string;
}

function references(derived: readonly string[], edges: readonly Edge[]): RunbookChange[] {
  const code = "WCT_ARTIFACT_UNKNOWN_INPUT";
  return [
    ...edges.map(
      ({ from, to }): RunbookChange => ({
        ...{ about: `"${to}" names "${from}" wrongly`, code },
        change: ({ artifacts }) => {
          const artifact = artifacts[to]!;
          artifact.inputs = listOf(artifact.inputs).map((id) => (id === from ? `${from}s_` : id));
        },
      }),
    ),
    ...derived.map(
      (to): RunbookChange => ({
        ...{ about: `"${to}" has another input, which does not exist`, code },
        change: ({ artifacts }) => {
          const artifact = artifacts[to]!;
          artifact.inputs = [...listOf(artifact.inputs), "nowhere"];
        },
      }),
    ),
    ...[...new Set(edges.map(({ from }) => from))].map(
      (from): RunbookChange => ({
        ...{ about: `"${from}" is gone`, code },
        change: ({ artifacts }) => {
          delete artifacts[from];
        },
      }),
    ),
    ...edges.map(
      ({ from, to }): RunbookChange => ({
        ...{ about: `"${to}" lists "${from}" twice`, code: "WCT_ARTIFACT_DUPLICATE_INPUT" },
        change: ({ artifacts }) => {
          const artifact = artifacts[to]!;
          artifact.inputs = [...listOf(artifact.inputs), from];
        },
      }),
    ),
  ];
}

function badIds(ids: readonly string[]): RunbookChange[] {
  return ids.flatMap((id) =>
    ["9lives", "with space", "and", "ümlaut", "dot.ted"].map(
      (name): RunbookChange => ({
        ...{ about: `"${id}" is called "${name}"`, code: "WCT_ARTIFACT_BAD_ID" },
        change: ({ artifacts }) => {
          artifacts[name] = artifacts[id]!;
        },
      }),
    ),
  );
}

function cycles(derived: readonly string[], edges: readonly Edge[]): RunbookChange[] {
  const addInput =
    (to: string, from: string): RunbookChange["change"] =>
    ({ artifacts }) => {
      const artifact = artifacts[to]!;
      artifact.inputs = [...listOf(artifact.inputs), from];
    };
  const back = edges.filter(({ from }) => derived.includes(from));
  return [
    ...derived.map(
      (id): RunbookChange => ({
        ...{ about: `"${id}" is its own input`, code: "WCT_GRAPH_SELF_REFERENCE" },
        change: addInput(id, id),
      }),
    ),
    ...back.map(
      ({ from, to }): RunbookChange => ({
        ...{ about: `"${from}" and "${to}" need each other`, code: "WCT_GRAPH_CYCLE" },
        change: addInput(from, to),
      }),
    ),
    { about: "a cycle of three", code: "WCT_GRAPH_CYCLE", change: addInput("all_texts", "record") },
  ];
}

function methods(derived: readonly string[], sources: readonly string[]): RunbookChange[] {
  const source = { type: "filesystem", properties: { path: "texts" } };
  const reuse = { from_run: "latest", artifact: "texts" };
  return [
    ...sources.map(
      (id): RunbookChange => ({
        ...{ about: `"${id}" has no method`, code: "WCT_ARTIFACT_NO_METHOD" },
        change: ({ artifacts }) => {
          artifacts[id] = { description: "nothing" };
        },
      }),
    ),
    ...derived.map(
      (id): RunbookChange => ({
        ...{ about: `"${id}" has a source, too`, code: "WCT_ARTIFACT_SEVERAL_METHODS" },
        change: ({ artifacts }) => {
          artifacts[id]!.source = source;
        },
      }),
    ),
    ...[...derived, ...sources].map(
      (id): RunbookChange => ({
        ...{ about: `"${id}" is reused, too`, code: "WCT_ARTIFACT_SEVERAL_METHODS" },
        change: ({ artifacts }) => {
          artifacts[id]!["reuse"] = reuse;
        },
      }),
    ),
    ...sources.map(
      (id): RunbookChange => ({
        ...{ about: `"${id}" is reused from a run that does not exist`, code: "WCT_REUSE_RUN_UNKNOWN" },
        change: ({ artifacts }) => {
          artifacts[id] = { reuse };
        },
      }),
    ),
  ];
}

/** For every processor, each artifact whose schema it does not take. */
function misfits(artifacts: WrittenRunbook["artifacts"], ids: readonly string[]): RunbookChange[] {
  const raw = ["shop", "texts", "letters", "all_texts"];
  const takers = ids.filter((id) => artifacts[id]!.process !== undefined);
  const change =
    (id: string, inputs: readonly string[]): RunbookChange["change"] =>
    (runbook) => {
      runbook.artifacts[id]!.inputs = inputs;
    };
  return takers.flatMap((id) => {
    const wrong = id === "record" ? raw : ids.filter((one) => !raw.includes(one) && one !== id && one !== "record");
    const alone = wrong.map(
      (one): RunbookChange => ({
        ...{ about: `"${id}" is made of "${one}"`, code: "WCT_SCHEMA_MISMATCH" },
        change: change(id, [one]),
      }),
    );
    // These two take findings of personal data beside raw data.
    const isTaken = (one: string): boolean => one === "found" && id !== "record";
    const beside = wrong
      .filter((one) => !isTaken(one))
      .map(
        (one): RunbookChange => ({
          ...{ about: `"${id}" is made of "${one}" and the rest`, code: "WCT_SCHEMA_MISMATCH" },
          change: ({ artifacts: all }) => {
            all[id]!.inputs = [...listOf(all[id]!.inputs), one];
          },
        }),
      );
    return [...alone, ...beside];
  });
}

function outputSchemas(ids: readonly string[]): RunbookChange[] {
  const own: Readonly<Record<string, string>> = {
    found: "personal_data_finding",
    subjects: "data_subject_finding",
    purposes: "processing_purpose_finding",
    record: "gdpr_article_30",
  };
  return ids.flatMap((id): RunbookChange[] => {
    const name = own[id] ?? "standard_input";
    const written = (schema: string, code: RunbookChange["code"]): RunbookChange => ({
      ...{ about: `"${id}" has the schema ${schema}`, code },
      change: ({ artifacts }) => {
        artifacts[id]!["output_schema"] = schema;
      },
    });
    return [
      written(`${name}:2.0.0`, "WCT_SCHEMA_OUTPUT"),
      written(`${name}:1.4.0`, "WCT_SCHEMA_OUTPUT"),
      written("another:1.0.0", "WCT_SCHEMA_OUTPUT"),
      written(name, "WCT_SCHEMA_BAD_REF"),
      written(`${name}:1`, "WCT_SCHEMA_BAD_REF"),
    ];
  });
}
