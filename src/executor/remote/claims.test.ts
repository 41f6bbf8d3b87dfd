import { describe, expect, test } from "vitest";
import type { RemoteReport } from "../../domain/index.ts";
import { idAt } from "../../testing/sample-plan.ts";
import { Claims } from "./claims.ts";

const ms = (milliseconds: number): number => milliseconds * 1e6;
const submitted = ms(1000);
const report = (more: Partial<RemoteReport> = {}): RemoteReport => ({
  ...{ thread: 0, ranMs: 0, notes: [], progress: null, costs: [] },
  ...more,
});
const alpha = { claim: 0, worker: "0b0c8a52-6f1f-4c39-a5d4-8d0a3f6f3a01", host: "alpha" };
const beta = { claim: 1, worker: "0b0c8a52-6f1f-4c39-a5d4-8d0a3f6f3a02", host: "beta" };

describe("times of work on another machine", () => {
  test("are as long as the worker's monotonic clock says, although it is heard of late", () => {
    const claims = new Claims(submitted);
    claims.reported(alpha, report({ ranMs: 250 }), ms(1400));
    claims.reported(alpha, report({ ranMs: 2000 }), ms(3160));
    expect(claims.end(ms(3160), 2000)?.remote).toMatchObject({ began: ms(1150), ended: ms(3150) });
  });

  test.each([
    ["an hour more", 3_600_000],
    ["endless", Number.MAX_VALUE],
  ])("lie between submission and receipt if a worker says %s than passed", (_, ranMs) => {
    const claims = new Claims(submitted);
    claims.reported(alpha, report({ ranMs }), ms(2000));
    expect(claims.end(ms(2000), ranMs)?.remote).toMatchObject({ began: submitted, ended: ms(2000) });
  });

  test("lie between submission and receipt if a worker says less than nothing", () => {
    const claims = new Claims(submitted);
    claims.reported(alpha, report({ ranMs: -3_600_000 }), ms(2000));
    expect(claims.end(ms(2000), -3_600_000)?.remote).toMatchObject({ began: ms(2000), ended: ms(2000) });
  });
});

describe("what released an artifact", () => {
  test("is a worker if the job waited for one", () => {
    const { begun } = new Claims(submitted).reported(alpha, report({ waitedFor: idAt(3) }), ms(2000));
    expect(begun).toMatchObject({ waitedFor: idAt(3), place: { host: "alpha", hasWaited: true } });
  });

  test("is not a worker if the job was taken at once", () => {
    const { begun } = new Claims(submitted).reported(alpha, report(), ms(2000));
    expect(begun).toMatchObject({ waitedFor: null, place: { host: "alpha", hasWaited: false } });
  });
});

describe("a lost worker", () => {
  const told = (): Claims => {
    const claims = new Claims(submitted);
    const progress = { done: 3, total: 10 };
    claims.reported(alpha, report({ progress, costs: [{ amount: 2, unit: "EUR" }] }), ms(1500));
    // Who tells of the loss knows neither progress nor costs.
    claims.reported(alpha, report({ thread: undefined, isLost: true }), ms(9500));
    return claims;
  };

  test("is kept with what was known of it, and the attempt goes on elsewhere", () => {
    const claims = told();
    const { begun, again, costs } = claims.reported(beta, report({ costs: [{ amount: 5, unit: "EUR" }] }), ms(10_000));
    expect({ begun, again, costs }).toEqual({
      begun: null,
      again: { host: "beta", worker: beta.worker, age: 0, hasWaited: true },
      costs: [{ amount: 5, unit: "EUR" }],
    });
    expect(claims.end(ms(11_000), 1000)).toEqual({
      remote: { host: "beta", worker: beta.worker, thread: 0, began: ms(10_000), ended: ms(11_000) },
      lost: [
        {
          ...{ host: "alpha", worker: alpha.worker, thread: 0, reason: "lost" },
          ...{ began: ms(1500), ended: ms(9500), progress: { done: 3, total: 10 }, cost: [{ amount: 2, unit: "EUR" }] },
        },
      ],
    });
  });

  test("leaves nothing but itself if no other ends the attempt", () => {
    expect(told().end(ms(20_000), null)).toMatchObject({ remote: null, lost: [{ host: "alpha" }] });
  });

  test("is kept although it was lost before it began", () => {
    const claims = new Claims(submitted);
    claims.lost(alpha, ms(9000));
    expect(claims.end(ms(9000), null)?.lost).toMatchObject([{ host: "alpha", began: null, ended: ms(9000) }]);
  });

  test("differs from one that stopped and gave its job back", () => {
    const claims = new Claims(submitted);
    claims.reported(alpha, report(), ms(1500));
    claims.reported(beta, report(), ms(3000));
    expect(claims.end(ms(4000), 1000)?.lost).toMatchObject([{ host: "alpha", reason: "given-back", ended: ms(3000) }]);
  });

  test("says nothing late about its times, which would lie behind its loss", () => {
    const claims = new Claims(submitted);
    claims.reported(alpha, report({ thread: undefined, isLost: true }), ms(2000));
    claims.reported(alpha, report({ ranMs: 1 }), ms(3000));
    expect(claims.end(ms(4000), null)?.lost).toMatchObject([{ began: null, ended: ms(2000) }]);
  });

  test("ends the attempt if its outcome was stored before the server crashed, although another began", () => {
    const claims = new Claims(submitted);
    const next = { ...beta, claim: alpha.claim };
    claims.reported(next, report({ ranMs: 5 }), ms(2000));
    claims.reported(alpha, report({ ranMs: 700 }), ms(2100));
    const { remote, lost } = claims.end(ms(2200), 100, next) ?? {};
    expect(remote).toMatchObject({ host: "beta", began: ms(1995), ended: ms(2095) });
    expect(lost).toEqual([]);
  });

  test("is told apart from the next one, which a server that crashed gave the same number", () => {
    const claims = new Claims(submitted);
    const next = { ...beta, claim: alpha.claim };
    claims.reported(alpha, report({ thread: undefined, isLost: true }), ms(2000));
    claims.reported(next, report({ ranMs: 1 }), ms(3000));
    const { remote, lost } = claims.end(ms(4000), 500) ?? {};
    expect(remote).toMatchObject({ host: "beta", began: ms(2999), ended: ms(3499) });
    expect(lost).toMatchObject([{ host: "alpha", ended: ms(2000) }]);
  });
});

test("an attempt that no worker was heard of has nothing to tell", () => {
  expect(new Claims(submitted).end(ms(2000), null)).toBeUndefined();
});
