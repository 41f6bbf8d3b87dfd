// Loaded before the program (--import): its wall clock is off by WCT_TEST_OFFSET milliseconds, from the moment on at
// which the file WCT_TEST_JUMP is there, or at once when none is named. The monotonic clock is not touched.
import { existsSync } from "node:fs";

const offset = Number(process.env.WCT_TEST_OFFSET);
const mark = process.env.WCT_TEST_JUMP;
const RealDate = Date;
const now = () => RealDate.now() + (mark === undefined || existsSync(mark) ? offset : 0);

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [now()] : args, self),
  get: (target, name, self) => (name === "now" ? now : Reflect.get(target, name, self)),
});
