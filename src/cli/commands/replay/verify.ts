import { openRun } from "../../../app/open/index.ts";
import { verifyReplay } from "../../../app/replay/index.ts";
import { isWctError } from "../../../diagnostics/index.ts";
import { type ReplayVerification, renderReplayVerification, replayVerificationJson } from "../../../render/index.ts";
import { systemClock } from "../../../store/index.ts";
import { palette } from "../../color.ts";
import { type Io, ignoringClosedPipe, widthOf } from "../../io.ts";
import { createDisplay } from "../../live/index.ts";
import { type Interrupt, interruptible } from "../../output/interrupt.ts";
import type { ReplayOptions } from "./modes.ts";

/** Runs `wct replay RUN --verify [ARTIFACT...]`: makes artifacts again, and compares them with the record. */
export async function verify(
  own: Io,
  reference: string,
  { artifacts, options }: { readonly artifacts: readonly string[]; readonly options: ReplayOptions },
): Promise<number> {
  const io = ignoringClosedPipe(own);
  await using opened = await openRun(io, reference, options.store);
  let display: ReturnType<typeof createDisplay> | null = null;
  const say = (line: string): void => void (display === null ? io.stderr.write(`${line}\n`) : display.say(line));
  const interrupt = interruptible(io, say);
  const { signal } = interrupt;
  try {
    const verification = await verifyReplay(io, opened, {
      ...{ artifacts, select: options.select, plugins: options.plugin, envFile: options.envFile },
      ...{ revealsValues: options.raw, signal, workers: options.workers, workerMemory: options.workerMemory },
      onStart: ({ plan }, verified) => {
        const shown = { ...plan, artifacts: verified };
        display = createDisplay(io, options, {
          plan: shown,
          clock: systemClock,
          signal,
          onError: (e) => say(String(e)),
        });
      },
      onEvent: (event) => display?.show(event),
    }).finally(() => closed(display));
    await show(io, verification, options);
    return exitCodeOf(verification);
  } catch (error) {
    return await cancelledCode(io, interrupt, error);
  } finally {
    interrupt.stop();
  }
}

const closed = async (display: ReturnType<typeof createDisplay> | null): Promise<void> => display?.close();

/** Damage is reported as such only if nothing differs. */
function exitCodeOf({ artifacts }: ReplayVerification): number {
  if (artifacts.some(({ status }) => status === "different")) return 1;
  return artifacts.some(({ reason }) => reason?.kind === "damaged") ? 3 : 0;
}

async function cancelledCode(io: Io, interrupt: Interrupt, error: unknown): Promise<number> {
  const code = interrupt.exitCode();
  if (code === null || !isWctError(error) || error.code !== "WCT_PRODUCE_CANCELLED") throw error;
  await io.stderr.write(`${error.message}\n`);
  return code;
}

async function show(io: Io, verification: ReplayVerification, options: ReplayOptions): Promise<void> {
  if (options.json) return await io.stdout.write(`${JSON.stringify(replayVerificationJson(verification))}\n`);
  if (options.quiet && exitCodeOf(verification) === 0) return;
  const text = renderReplayVerification(verification, { palette: palette(io, options), width: widthOf(io.stdout) });
  await io.stdout.write(`${text}\n`);
  const isHidden = !options.raw && verification.artifacts.some(({ difference }) => difference !== null);
  if (isHidden && !options.quiet) {
    await io.stderr.write("values are hidden, because they may identify people; --raw shows them\n");
  }
}
