import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { defineRecogniser, recognisedText, standardInput } from "../../plugin/index.ts";
import { collect, fakeContext, inputOf } from "../../testing/component-context.ts";
import { rulesetFiles } from "../rulesets/index.ts";
import { personalDataConfig } from "./config.ts";
import { personalData } from "./index.ts";

const shipped = rulesetFiles.find(({ uri }) => uri === "local/personal_data/1.0.0")!;
const config = {
  ...personalDataConfig.parse({}),
  ruleset: { uri: shipped.uri, path: fileURLToPath(shipped.file) },
};

const text = "everyone at the desk knows ines, she takes over on friday";
const items = [
  { id: "notes.txt#1", kind: "text", content: text, locator: { kind: "file", path: "notes.txt" } },
] as const;
const limits = { truncated: false, notices: [] };
const source = { kind: "filesystem", connector: "test", location: "x" } as const;
const texts = () =>
  inputOf(standardInput, [{ elements: [...items], rest: { name: "x", source, limits, summary: {} } }]);

/** A recogniser as a plugin defines it: it posts the texts to a server. */
const overHttp = defineRecogniser({
  type: "over_http",
  description: "A model behind HTTP",
  config: z.strictObject({ url: z.string() }),
  async recognise({ config: { url }, texts: batch, signal }) {
    const response = await fetch(url, { method: "POST", body: JSON.stringify(batch), signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return z
      .array(z.array(z.object({ start: z.number(), end: z.number(), category: z.string(), score: z.number() })))
      .parse(await response.json());
  },
});

const servers: { readonly close: () => void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  servers.push(server);
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** Answers with a place of each occurrence of `ines`. */
const stub =
  (category: string): RequestListener =>
  (request, response) => {
    void bodyOf(request).then((body) => {
      const found = z
        .array(z.string())
        .parse(JSON.parse(body))
        .map((one) => {
          const start = one.indexOf("ines");
          return [{ start, end: start + 4, category, score: 0.93 }];
        });
      response.end(JSON.stringify(found));
    });
  };

const recognise = async (url: string) =>
  collect(overHttp.process(fakeContext({ config: { url }, inputs: { standard_input: texts() } })));

/** Runs the recogniser, then personal_data with its output. */
async function findingsWith(answer: RequestListener) {
  const { elements, rest } = await recognise(await serve(answer));
  const inputs = { standard_input: texts(), recognised_text: inputOf(recognisedText, [{ elements, rest }]) };
  return collect(personalData.process(fakeContext({ config, inputs })));
}

describe("a recogniser of a plugin", () => {
  test("adds to what personal_data finds itself, with its name as the reason and masked evidence", async () => {
    const { elements } = await findingsWith(stub("name"));
    expect(elements).toHaveLength(1);
    expect(elements[0]).toMatchObject({
      category: "name",
      score: 0.93,
      locator: { kind: "file", path: "notes.txt" },
      explain: { signals: ["recogniser over_http"] },
    });
    expect(JSON.stringify(elements)).not.toContain("ines,");
    expect(elements[0]?.evidence[0]?.text).toBe("i***");
  });

  test("gives places without the texts", async () => {
    const { elements, rest } = await recognise(await serve(stub("name")));
    expect(elements).toEqual([
      { artifact: expect.any(String), item: "notes.txt#1", start: 27, end: 31, category: "name", score: 0.93 },
    ]);
    expect(rest).toEqual({ recogniser: "over_http", summary: { texts: 1, characters: text.length, spans: 1 } });
  });

  test("fails the artifact of personal_data with a category that the ruleset does not have", async () => {
    await expect(findingsWith(stub("PERSON"))).rejects.toMatchObject({
      code: "UNKNOWN_CATEGORY",
      message: 'the recogniser over_http found the category "PERSON", which no rule has',
      hint: expect.stringContaining("name"),
    });
  });

  test("fails its own artifact when the server fails", async () => {
    const url = await serve((_, response) => {
      response.statusCode = 503;
      response.end();
    });
    await expect(recognise(url)).rejects.toThrow("status 503");
  });

  test.each([
    ["for fewer texts", [], "the recogniser answered for 0 texts and was asked for 1"],
    [
      "with a place behind the text",
      [[{ start: 27, end: 900, category: "name", score: 1 }]],
      `a place is not inside its text: 27 to 900 of ${text.length} characters`,
    ],
  ])("fails its own artifact when it answers %s", async (_, answer, message) => {
    const url = await serve((_request, response) => response.end(JSON.stringify(answer)));
    await expect(recognise(url)).rejects.toMatchObject({ code: "RECOGNISER_ANSWER", message });
  });
});
