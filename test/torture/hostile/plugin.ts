import * as z from "zod";
import { defineConnector, definePlugin, defineSchema } from "../../../src/plugin/index.ts";
import { attacks } from "./attacks.ts";

const anything = defineSchema({
  ref: "torture_anything:1.0.0",
  description: "Whatever an attack gives",
  stream: "things",
  content: z.strictObject({ things: z.array(z.unknown()) }),
});

type Body = (context: unknown, node: (name: string) => unknown) => AsyncGenerator<unknown, unknown, void>;

const asyncGenerators = Object.getPrototypeOf(async function* () {}).constructor;
const node = (name: string): unknown => process.getBuiltinModule(`node:${name}`);

export default definePlugin({
  name: "torture",
  version: "1.0.0",
  wct: "^0.1.0",
  components: attacks.map(({ type, body }) =>
    defineConnector({
      type,
      description: type,
      output: anything,
      config: z.strictObject({ PROJECT: z.string() }),
      extract: (context) => {
        const run: Body = Reflect.construct(asyncGenerators, ["context", "node", body]);
        return run(context, node) as never;
      },
    }),
  ),
  schemas: [anything],
});
