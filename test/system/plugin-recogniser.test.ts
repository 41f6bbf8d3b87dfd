import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { spawnCli } from "../support/cli.ts";

const checkout = join(import.meta.dirname, "../..");
const root = realpathSync(mkdtempSync(join(tmpdir(), "wct-recogniser-")));
let server: Server | undefined;

beforeAll(() => {
  cpSync(join(checkout, "examples/plugin-recogniser"), root, { recursive: true });
  mkdirSync(join(root, "node_modules"));
  symlinkSync(checkout, join(root, "node_modules/wct-cli"));
  symlinkSync(join(checkout, "node_modules/zod"), join(root, "node_modules/zod"));
  writeFileSync(join(root, "wct.yaml"), "plugins:\n  - ./src/index.ts\n");
});
afterEach(() => void server?.close());
afterAll(() => rmSync(root, { recursive: true }));

async function serve(answer: RequestListener): Promise<string> {
  const started = createServer(answer).listen(0, "127.0.0.1");
  server = started;
  await new Promise((resolve) => started.once("listening", resolve));
  const address = started.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/entities`;
}

const run = async (url: string) =>
  spawnCli(["run", "runbook.yaml", "--quiet"], { cwd: root, env: { NER_URL: url } }).ended;

test("the example's recogniser finds a name that personal_data does not", async () => {
  const url = await serve((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      const { texts }: { readonly texts: readonly string[] } = JSON.parse(body);
      const found = texts.map((text) => [
        { start: text.indexOf("ines"), end: text.indexOf("ines") + 4, label: "person", score: 0.9 },
      ]);
      response.end(JSON.stringify(found));
    });
  });
  expect((await run(url)).code).toBe(0);
  const { stdout } = await spawnCli(["inspect", "latest", "personal_data", "--json"], { cwd: root }).ended;
  const { findings } = JSON.parse(stdout).content;
  expect(findings).toMatchObject([{ category: "name", explain: { signals: ["recogniser ner_over_http"] } }]);
});

test("the artifact of the recogniser fails with the cause when the server does", async () => {
  const url = await serve((_, response) => {
    response.statusCode = 503;
    response.end();
  });
  const { code, stderr } = await run(url);
  expect(code).toBe(1);
  expect(stderr).toContain("the server answered with status 503");
});

test("a mistake in its configuration is told before anything runs", async () => {
  const { code, stderr } = await run("ftp://127.0.0.1/");
  expect(code).toBe(2);
  expect(stderr).toContain("runbook.yaml:");
});
