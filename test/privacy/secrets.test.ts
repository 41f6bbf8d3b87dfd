import { afterEach, expect, test } from "vitest";
import { placesOf } from "./needles.ts";
import { Project, spoken } from "./project.ts";

let project: Project;
afterEach(() => project.remove());

const runbook = `name: Secrets
description: The folder holds what must not be kept
config:
  secrets: [TOKEN]
artifacts:
  files:
    source: { type: filesystem, properties: { path: ./data } }
    output: true
  copy:
    inputs: files
    output: true
`;

const secrets = [
  ["a password", "correct horse battery"],
  ["signs of regular expressions", "a.*(b|c)$&^[x]"],
  ["quotes and backslashes", 'say "no" \\ never'],
  ["letters beyond ASCII", "Größe-ñandú-東京"],
  ["signs of URLs", "p@ss/word+1?a=b&c=%20"],
  ["a replacement pattern", "$1$`$'$$x"],
  ["markup", "</script><b>&amp;"],
] as const;

test.each(secrets)("a secret with %s is kept nowhere, in no form", async (_, secret) => {
  project = new Project({ "runbook.yaml": runbook, "data/a.txt": textWith(secret) });
  const said = project.wct(["run", "runbook.yaml"], { TOKEN: secret });
  expect(said.code).toBe(0);
  const inspected = project.wct(["inspect", "latest", "files"]);
  const exported = project.wct(["export", "latest", "--format", "json", "-o", "outputs/again"]);
  expect([inspected.code, exported.code]).toEqual([0, 0]);
  const traces = [...(await project.traces()), ...spoken(said), ...spoken(inspected), ...spoken(exported)];
  expect(placesOf(secret, traces)).toEqual([]);
  expect(placesOf("${TOKEN}", traces)).toContain("stdout");
});

test("a secret of two characters is kept nowhere", async () => {
  project = new Project({ "runbook.yaml": runbook, "data/a.txt": "code §7, code%C2%A77" });
  const said = project.wct(["run", "runbook.yaml"], { TOKEN: "§7" });
  expect(said.code).toBe(0);
  expect(placesOf("§7", [...(await project.traces()), ...spoken(said)])).toEqual([]);
});

test("a secret in a file's name is kept nowhere", async () => {
  project = new Project({ "runbook.yaml": runbook, "data/hunter2-secret/notes.txt": "text" });
  const said = project.wct(["run", "runbook.yaml"], { TOKEN: "hunter2-secret" });
  expect(said.code).toBe(0);
  expect(placesOf("hunter2-secret", [...(await project.traces()), ...spoken(said)])).toEqual([]);
});

test("a secret that somebody also wrote into the runbook's texts is not kept with the runbook", async () => {
  const telling = runbook
    .replace("The folder holds", "Login with hunter2-secret, the folder holds")
    .replace("  copy:", "  copy:\n    description: needs hunter2-secret\n    tags: [hunter2-secret]")
    .replace("name: Secrets", "name: Secrets of hunter2-secret # and hunter2-secret");
  project = new Project({ "runbook.yaml": telling, "data/a.txt": "text" });
  const said = project.wct(["run", "runbook.yaml"], { TOKEN: "hunter2-secret" });
  expect(said.code).toBe(0);
  expect(placesOf("hunter2-secret", [...(await project.traces()), ...spoken(said)])).toEqual([]);
  expect(project.wct(["verify", "latest"]).code).toBe(0);
});

test("a secret in an event stream is not there either", async () => {
  project = new Project({ "runbook.yaml": runbook, "data/a.txt": textWith("correct horse") });
  const said = project.wct(["run", "runbook.yaml", "--json"], { TOKEN: "correct horse" });
  expect(said.code).toBe(0);
  expect(placesOf("correct horse", spoken(said))).toEqual([]);
});

function textWith(secret: string): string {
  const encoded = ["", ".", ".."].map((before) => Buffer.from(`${before}${secret}...`).toString("base64"));
  return [
    `plain ${secret} and${secret}twice ${secret}${secret}`,
    `https://user:${encodeURIComponent(secret)}@host.example/?q=${encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())}`,
    JSON.stringify({ secret }),
    ...encoded,
    Buffer.from(secret).toString("base64url"),
  ].join("\n");
}
