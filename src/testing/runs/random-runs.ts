import fc from "fast-check";
import type {
  ArtifactId,
  Counts,
  Digest,
  EventBody,
  Failure,
  MessageRef,
  RunEvent,
  RunId,
  SchemaRef,
} from "../../domain/index.ts";
import { runStarted } from "../sample-events.ts";

export const randomRun = "run_20250101_120000" as RunId;

/** Text that breaks careless code: quotes, line ends, lone surrogates, names of object members. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom("__proto__", "constructor", "toString", "\ud800", "\u2028\n\r", '"},{"', "", "\u0000"),
);

const digest: fc.Arbitrary<Digest> = fc
  .bigInt({ min: 0n, max: 2n ** 256n - 1n })
  .map((number) => number.toString(16).padStart(64, "0") as Digest);

const message: fc.Arbitrary<MessageRef> = fc.record({
  schema: fc.constant("standard_input:1.0.0" as SchemaRef),
  digest,
  bytes: fc.nat(),
  elements: fc.option(fc.nat(), { nil: null }),
  summary: fc.option(fc.dictionary(hostileText, fc.nat(), { noNullPrototype: true }), { nil: null }),
  kept: fc.boolean(),
});

const failure: fc.Arbitrary<Failure> = fc.record({
  code: fc.constantFrom("WCT_PRODUCE_COMPONENT", "WCT_PRODUCE_THREW"),
  message: hostileText,
  hint: fc.option(hostileText, { nil: null }),
  componentCode: fc.option(hostileText, { nil: null }),
  exception: fc.option(
    fc.record({
      name: hostileText,
      code: fc.option(hostileText, { nil: null }),
      frames: fc.array(hostileText, { maxLength: 2 }),
      message: fc.option(digest, { nil: null }),
    }),
    { nil: null },
  ),
});

type Step = (artifact: ArtifactId) => EventBody;

const ready = fc.constant<Step>((artifact) => ({ type: "artifact.ready", artifact }));
const noted = hostileText.map(
  (text): Step =>
    (artifact) => ({ type: "artifact.noted", artifact, level: "info", text }),
);
const progress = fc.nat().map(
  (done): Step =>
    (artifact) => ({ type: "artifact.progress", artifact, done, total: null }),
);
const altered = digest.map(
  (newDigest): Step =>
    (artifact) => ({ type: "artifact.altered", artifact, what: "config", path: "a.b", oldDigest: null, newDigest }),
);
const skipped = fc.constant<Step>((artifact) => ({
  type: "artifact.skipped",
  artifact,
  reason: "debugger",
  because: [],
}));
const completed = fc.constant<Step>((artifact) => ({ type: "artifact.completed", artifact }));
const failed = fc.tuple(failure, fc.boolean()).map(
  ([failure, optional]): Step =>
    (artifact) => ({ type: "artifact.failed", artifact, failure, optional }),
);
const reused = message.map(
  (message): Step =>
    (artifact) => ({
      type: "artifact.reused",
      artifact,
      from: randomRun,
      fromArtifact: artifact,
      reason: "resume",
      message,
    }),
);
const output = digest.map(
  (digest): Step =>
    (artifact) => ({ type: "output.written", artifact, format: "json", path: "out.json", digest, bytes: 1 }),
);
const started = (attempt: number) =>
  digest.map(
    (digest): Step =>
      (artifact) => ({
        type: "artifact.started",
        artifact,
        component: "sample",
        version: null,
        attempt,
        worker: attempt,
        inputs: [{ artifact, digest }],
        releasedBy: { kind: "slot", artifact: null },
      }),
  );
const cost = fc.array(fc.record({ amount: fc.nat({ max: 9 }), unit: fc.constantFrom("EUR", "tokens") }), {
  maxLength: 2,
});
const produced = (attempt: number) =>
  fc.tuple(message, cost).map(
    ([message, cost]): Step =>
      (artifact) => ({ type: "artifact.attempted", artifact, attempt, outcome: "produced", ended: 0, message, cost }),
  );
const broken = (attempt: number) =>
  fc.tuple(failure, cost).map(
    ([failure, cost]): Step =>
      (artifact) => ({ type: "artifact.attempted", artifact, attempt, outcome: "failed", ended: 0, failure, cost }),
  );

type Steps = fc.Arbitrary<readonly Step[]>;
const sequence = (...parts: readonly Steps[]): Steps => fc.tuple(...parts).map((lists) => lists.flat());
const once = (step: fc.Arbitrary<Step>): Steps => step.map((single) => [single]);
const some = (...steps: readonly fc.Arbitrary<Step>[]): Steps => fc.array(fc.oneof(...steps), { maxLength: 2 });

const attempt = (number: number, end: Steps): Steps =>
  sequence(once(started(number)), some(noted, progress), end, some(altered));
const lastAttempt = (number: number): Steps =>
  fc.oneof(
    sequence(attempt(number, once(produced(number))), sequence(once(completed), some(output))),
    sequence(attempt(number, once(produced(number))), once(fc.oneof(failed, skipped))),
    sequence(attempt(number, once(broken(number))), once(fc.oneof(failed, skipped))),
  );
const executed: Steps = fc
  .integer({ min: 1, max: 3 })
  .chain((attempts) =>
    sequence(
      ...Array.from({ length: attempts - 1 }, (_, index) =>
        attempt(index + 1, once(fc.oneof(produced(index + 1), broken(index + 1)))),
      ),
      lastAttempt(attempts),
    ),
  );

/** All possible events of one artifact, from none to its end. */
const life: Steps = fc.oneof(
  { weight: 1, arbitrary: once(skipped) },
  { weight: 1, arbitrary: sequence(once(reused), some(output)) },
  { weight: 1, arbitrary: sequence(once(ready), some(altered), once(fc.oneof(skipped, reused))) },
  { weight: 4, arbitrary: sequence(once(ready), some(altered), executed) },
);

const ids = ["a", "__proto__", "constructor", "group/b", "c"] as ArtifactId[];

/** The event bodies of a whole run: the events of every artifact, interleaved at random, with pauses, and its end. */
export const wholeRun: fc.Arbitrary<readonly EventBody[]> = fc
  .record({
    lives: fc.array(life, { minLength: 0, maxLength: ids.length }),
    picks: fc.array(fc.nat(ids.length - 1), { maxLength: 40 }),
    pauses: fc.array(fc.nat(60), { maxLength: 4 }),
  })
  .map(({ lives, picks, pauses }) => {
    const queues = lives.map((steps, index) => steps.map((step) => step(ids[index]!)));
    const mixed: EventBody[] = [];
    for (const pick of [...picks, ...queues.flatMap((queue, index) => queue.map(() => index))]) {
      const next = queues[pick]?.shift();
      if (next !== undefined) mixed.push(next);
    }
    const places = [...new Set(pauses.map((place) => place % (mixed.length + 1)))].sort((a, b) => b - a);
    const bodies = places.length % 2 === 0 ? withPauses(mixed, places) : mixed;
    return [runStarted({ artifacts: lives.length }), ...bodies, finish(mixed)];
  });

/** Inserts later positions first, so that earlier ones stay valid. The first of a pair is `run.continued`. */
function withPauses(bodies: readonly EventBody[], places: readonly number[]): readonly EventBody[] {
  const result = [...bodies];
  for (const [position, place] of places.entries()) {
    const fact: EventBody =
      position % 2 === 0 ? { type: "run.continued", command: "next" } : { type: "run.paused", stops: [] };
    result.splice(place, 0, fact);
  }
  return result;
}

function finish(bodies: readonly EventBody[]): EventBody {
  const count = (type: EventBody["type"]): number => bodies.filter((body) => body.type === type).length;
  const counts: Counts = {
    completed: count("artifact.completed"),
    reused: count("artifact.reused"),
    failed: count("artifact.failed"),
    skipped: count("artifact.skipped"),
    optionalFailed: bodies.filter((body) => body.type === "artifact.failed" && body.optional).length,
  };
  return { type: "run.finished", outcome: counts.failed > 0 ? "failed" : "completed", cause: null, counts, cost: [] };
}

/** Adds the envelope to event bodies. Attempts end at the time they are recorded. */
export function asEvents(bodies: readonly EventBody[]): readonly RunEvent[] {
  return bodies.map((body, index) => {
    const t = index * 1000;
    const envelope = { v: 1, seq: index + 1, run: randomRun, at: "2025-01-01T12:00:00.000Z", t } as const;
    return body.type === "artifact.attempted" ? { ...envelope, ...body, ended: t } : { ...envelope, ...body };
  });
}
