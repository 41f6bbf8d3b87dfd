import { afterEach, describe, expect, test } from "vitest";
import { placesOf } from "./needles.ts";
import { refusedBy, runLeaky } from "./plugin-run.ts";
import { Project } from "./project.ts";

let project: Project;
afterEach(() => project.remove());

const source = (properties: string, config = "", type = "talkative") => `name: Components
description: Components of a plugin that talk too much
${config}
artifacts:
  leak:
    source: { type: ${type}, properties: ${properties} }
    optional: true
  count:
    inputs: leak
    process: { type: counter }
    optional: true
`;

const passwords = ["correct horse battery", 'q"\\uote/ä+', "$&.*[", "§7", "aaaaaaaa"] as const;

describe.each(["ends", "fails", "throws"])("a component with a secret field that %s", (how) => {
  test.each(passwords)("leaves nothing of it behind (%#)", async (password) => {
    project = new Project({ "runbook.yaml": source(`{ password: "\${PASSWORD}", how: ${how} }`) });
    const { result, shown, events } = await runLeaky(project, { PASSWORD: password });
    expect(result.outcome).toBe("completed");
    expect(result.counts).toMatchObject(how === "ends" ? { completed: 2 } : { failed: 1, skipped: 1 });
    expect(placesOf(password, [...(await project.traces()), shown])).toEqual([]);
    // It did talk: what stands in the place of the secret is there.
    expect(events.filter((event) => event.type === "artifact.noted" && event.text.includes("${PASSWORD}"))).not.toEqual(
      [],
    );
  });
});

const value = "Erika Mustermann-Zwiebel";

test.each(["message", "cause", "name", "code", "stack", "console"])(
  "an exception with a value in its %s brings none of it into the events",
  async (how) => {
    project = new Project({ "runbook.yaml": source(`{ value: "\${WHO}", how: ${how} }`, "", "careless") });
    const { events, shown } = await runLeaky(project, { WHO: value });
    const failed = events.find((event) => event.type === "artifact.failed");
    expect(failed).toMatchObject({ failure: { code: "WCT_PRODUCE_THREW" } });
    const places = placesOf(value, [...(await project.traces()), shown]);
    expect(places.filter((place) => !place.startsWith("object ") && !place.includes("store.db"))).toEqual([]);
  },
);

test.each(["name", "code"])("an exception whose %s is a value that looks like one is told without it", async (how) => {
  project = new Project({ "runbook.yaml": source(`{ value: "\${WHO}", how: ${how} }`, "", "careless") });
  const { events, shown } = await runLeaky(project, { WHO: "MUSTERFRAU" });
  const texts = events.map((event) => ({ place: event.type, bytes: Buffer.from(JSON.stringify(event)), isText: true }));
  expect(placesOf("MUSTERFRAU", [...texts, shown])).toEqual([]);
});

test("an exception that calls itself after a person is told as an error", async () => {
  project = new Project({ "runbook.yaml": source("{ value: Musterfrau, how: name }", "", "careless") });
  const { events } = await runLeaky(project);
  expect(events.find((event) => event.type === "artifact.failed")).toMatchObject({
    failure: { message: 'connector "careless" threw Error', exception: { name: "Error" } },
  });
});

test("the message of an exception is an object of its own, and is not kept when raw content is not", async () => {
  const properties = `{ value: "\${WHO}", how: stack }`;
  project = new Project({ "runbook.yaml": source(properties, "", "careless") });
  await runLeaky(project, { WHO: value });
  expect(placesOf(value, await project.traces()).filter((place) => place.startsWith("object "))).toHaveLength(1);
  project.remove();
  project = new Project({ "runbook.yaml": source(properties, "config: { retain: derived }", "careless") });
  const { shown } = await runLeaky(project, { WHO: value });
  expect(placesOf(value, [...(await project.traces()), shown])).toEqual([]);
});

test("what is derived stays when raw content does not", async () => {
  project = new Project({
    "runbook.yaml": source('{ password: "${PASSWORD}" }', "config: { retain: derived }"),
  });
  const { events } = await runLeaky(project, { PASSWORD: "correct horse" });
  const produced = events.flatMap((event) =>
    event.type === "artifact.attempted" && event.outcome === "produced" ? [[event.artifact, event.message.kept]] : [],
  );
  expect(produced).toEqual([
    ["leak", false],
    ["count", true],
  ]);
  expect(placesOf('"total":4', await project.traces()).filter((place) => place.startsWith("object "))).toHaveLength(1);
});

describe("a secret that is written in the runbook", () => {
  test.each([
    ["alone", 'password: "hunter2-secret"'],
    ["beside a placeholder", 'password: "${PASSWORD}hunter2-secret"'],
    ["as a default", 'password: "${PASSWORD:-hunter2-secret}"'],
    ["as a number", "password: 7654321987"],
  ])("%s is refused and not shown", async (_, property) => {
    project = new Project({ "runbook.yaml": source(`{ ${property} }`) });
    const said = await refusedBy(project, { PASSWORD: "open-sesame-9" });
    expect(said).toContain("WCT_COMPONENT_SECRET_LITERAL");
    for (const one of ["hunter2-secret", "7654321987", "open-sesame-9"]) expect(said).not.toContain(one);
  });

  test("is not shown by another problem on its line either", async () => {
    project = new Project({ "runbook.yaml": source('{ password: "hunter2-secret", hwo: ends }') });
    const said = await refusedBy(project);
    expect(said).toContain('has no property \\"hwo\\"');
    expect(said).not.toContain("hunter2-secret");
  });
});
