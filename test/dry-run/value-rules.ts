import type { RunbookChange, WrittenRunbook } from "./mutations.ts";

type Component = { type: string; properties: Record<string, unknown> };

/** Mutations of values: types of keys, unknown keys, components and their configuration, numbers out of bounds. */
export function valueRules({ artifacts, config }: WrittenRunbook): readonly RunbookChange[] {
  const ids = Object.keys(artifacts);
  const methods = ids.flatMap((id) =>
    (["source", "process"] as const).flatMap((key) => (artifacts[id]![key] === undefined ? [] : { id, key })),
  );
  return [...top(), ...limits(Object.keys(config)), ...keys(ids), ...components(methods), ...configurations(methods)];
}

function top(): RunbookChange[] {
  return [
    ...["name", "description", "artifacts"].map(
      (key): RunbookChange => ({
        ...{ about: `no ${key}`, code: "WCT_RUNBOOK_MISSING_KEY" },
        change: (runbook) => {
          delete runbook[key];
        },
      }),
    ),
    ...["nam", "artefacts", "settings"].map(
      (key): RunbookChange => ({
        ...{ about: `an unknown key ${key}`, code: "WCT_RUNBOOK_UNKNOWN_KEY" },
        change: (runbook) => {
          Object.assign(runbook, { [key]: "x" });
        },
      }),
    ),
    ...(["name", "description", "contact", "config", "artifacts"] as const).flatMap((key) =>
      [7, ["a"], true].map(
        (value): RunbookChange => ({
          ...{ about: `${key} is ${JSON.stringify(value)}`, code: "WCT_RUNBOOK_BAD_VALUE" },
          change: (runbook) => {
            Object.assign(runbook, { [key]: value });
          },
        }),
      ),
    ),
  ];
}

function limits(keys: readonly string[]): RunbookChange[] {
  return [
    ...keys.flatMap((key) =>
      [-1, "many", [], { a: 1 }].map(
        (value): RunbookChange => ({
          ...{ about: `config.${key} is ${JSON.stringify(value)}`, code: "WCT_RUNBOOK_BAD_VALUE" },
          change: ({ config }) => {
            config[key] = value;
          },
        }),
      ),
    ),
    ...["max_concurency", "time_out", "parallel"].map(
      (key): RunbookChange => ({
        ...{ about: `config has ${key}`, code: "WCT_RUNBOOK_UNKNOWN_KEY" },
        change: ({ config }) => {
          config[key] = 1;
        },
      }),
    ),
  ];
}

const wrongValues: Readonly<Record<string, unknown>> = {
  output: "maybe",
  optional: 1,
  timeout: -5,
  retain: "raw",
  tags: "findings",
  breakpoint: "never",
  name: ["a"],
};

function keys(ids: readonly string[]): RunbookChange[] {
  return ids.flatMap((id): RunbookChange[] => [
    ...Object.entries(wrongValues).map(
      ([key, value]): RunbookChange => ({
        ...{ about: `${key} of "${id}" is ${JSON.stringify(value)}`, code: "WCT_RUNBOOK_BAD_VALUE" },
        change: ({ artifacts }) => {
          artifacts[id]![key] = value;
        },
      }),
    ),
    {
      ...{ about: `"${id}" has an unknown key`, code: "WCT_RUNBOOK_UNKNOWN_KEY" },
      change: ({ artifacts }) => {
        artifacts[id]!["otput"] = true;
      },
    },
    {
      ...{ about: `"${id}" is a text`, code: "WCT_RUNBOOK_BAD_VALUE" },
      change: ({ artifacts }) => {
        Object.assign(artifacts, { [id]: "text" });
      },
    },
  ]);
}

interface MethodKey {
  readonly id: string;
  readonly key: "source" | "process";
}

const componentOf = ({ artifacts }: WrittenRunbook, { id, key }: MethodKey): Component =>
  artifacts[id]![key] as Component;

function components(methods: readonly MethodKey[]): RunbookChange[] {
  const types = (key: string): readonly string[] =>
    key === "source" ? ["sqlit", "mongodb", "personal_data"] : ["personal_dat", "nothing", "filesystem"];
  return methods.flatMap((method) => [
    ...types(method.key).map(
      (type): RunbookChange => ({
        ...{ about: `"${method.id}" is made by "${type}"`, code: "WCT_COMPONENT_UNKNOWN" },
        change: (runbook) => {
          componentOf(runbook, method).type = type;
        },
      }),
    ),
    {
      ...{ about: `"${method.id}" names no component`, code: "WCT_RUNBOOK_MISSING_KEY" },
      change: (runbook) => {
        Reflect.deleteProperty(componentOf(runbook, method), "type");
      },
    } satisfies RunbookChange,
    {
      ...{ about: `"${method.id}" has an unknown key beside its component`, code: "WCT_RUNBOOK_UNKNOWN_KEY" },
      change: (runbook) => {
        Object.assign(componentOf(runbook, method), { property: {} });
      },
    } satisfies RunbookChange,
  ]);
}

function configurations(methods: readonly MethodKey[]): RunbookChange[] {
  const configured = (about: string, code: RunbookChange["code"], id: string, values: object): RunbookChange => ({
    ...{ about: `"${id}" ${about}`, code },
    change: ({ artifacts }) => {
      const { source, process } = artifacts[id]!;
      Object.assign(((source ?? process) as Component).properties, values);
    },
  });
  const invalid = "WCT_COMPONENT_CONFIG_INVALID";
  return [
    ...methods.flatMap(({ id }) => [
      configured("has an unknown property", invalid, id, { unknown_property: 1 }),
      configured("has a property of a variable that is not set", "WCT_RUNBOOK_ENV_MISSING", id, {
        label: "${UNSET_VARIABLE}",
      }),
      configured("has a malformed placeholder", "WCT_RUNBOOK_ENV_SYNTAX", id, { label: "${not a name}" }),
    ]),
    configured("has no file", "WCT_COMPONENT_FILE_MISSING", "shop", { database_path: "shops.db" }),
    configured("has a folder for a file", "WCT_COMPONENT_FILE_MISSING", "shop", { database_path: "texts" }),
    configured("has no folder", "WCT_COMPONENT_FILE_MISSING", "texts", { path: "text" }),
    configured("has a file for a folder", "WCT_COMPONENT_FILE_MISSING", "letters", { path: "shop.db" }),
    configured("has no organisation file", "WCT_COMPONENT_FILE_MISSING", "record", { organisation: "none.yaml" }),
    configured("has an organisation file of another kind", "WCT_COMPONENT_FILE_INVALID", "record", {
      organisation: "other.yaml",
    }),
    ...[2, -1, "high"].map((score) => configured(`has the score ${score}`, invalid, "found", { min_score: score })),
    configured("has a path that is a number", invalid, "texts", { path: 7 }),
    configured("has a path that is a list", invalid, "shop", { database_path: ["shop.db"] }),
    ...["found", "subjects", "purposes"].map((id) =>
      configured("has an unknown ruleset", "WCT_COMPONENT_RULESET_UNKNOWN", id, { ruleset: "local/nothing/1.0.0" }),
    ),
  ];
}
