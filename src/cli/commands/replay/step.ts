import { nearest } from "../../../diagnostics/index.ts";
import { renderArtifactDetails, replayLine, safeText } from "../../../render/index.ts";
import { isShown, type Replaying, stateAt } from "./replay-run.ts";

const help = `Enter    next event
b        previous event
NUMBER   go to that event
i ID     show an artifact at that time; i alone lists the artifacts
q        quit
`;

/** Steps through the events in both directions. Ends at `q`, or at the end of the input. */
export async function stepThrough(replaying: Replaying): Promise<void> {
  const { io, history, last, style } = replaying;
  let seq = Math.min(1, last);
  const show = (): Promise<void> => io.stdout.write(seq === 0 ? "" : `${replayLine(history.step(seq), style)}\n`);
  const prompt = (): Promise<void> => io.stderr.write(io.stderr.isTerminal ? `${seq}/${last} > ` : "");
  const goTo = async (wanted: number): Promise<void> => {
    if (wanted >= 1 && wanted <= last) {
      seq = wanted;
      return show();
    }
    await io.stderr.write(wanted < 1 ? "this is the first event\n" : "this is the last event\n");
  };
  /** Returns the nearest shown event in a direction; beyond the ends if there is none. */
  const beside = (direction: 1 | -1): number => {
    let at = seq + direction;
    while (at >= 1 && at <= last && !isShown(replaying, history.step(at).event)) at += direction;
    return at;
  };
  if (io.stderr.isTerminal) await io.stderr.write("Enter: next, b: back, i ARTIFACT: inspect, q: quit, ?: help\n");
  await show();
  await prompt();
  for await (const line of io.lines()) {
    const word = line.trim();
    if (word === "q") return;
    if (word === "") await goTo(beside(1));
    else if (word === "b") await goTo(beside(-1));
    else if (/^\d{1,9}$/.test(word)) await goTo(Number(word));
    else if (/^i(\s|$)/.test(word)) await inspectAt(replaying, seq, word.slice(1).trim());
    else await io.stderr.write(word === "?" ? help : `"${safeText(word)}" is not a command\n${help}`);
    await prompt();
  }
  // The end of input leaves the cursor behind the prompt.
  if (io.stderr.isTerminal) await io.stderr.write("\n");
}

async function inspectAt(replaying: Replaying, seq: number, id: string): Promise<void> {
  const { io, plan, style } = replaying;
  const ids = plan.artifacts.map((artifact) => artifact.id);
  const found = ids.find((one) => one === id);
  if (found === undefined) {
    const near = nearest(id, ids);
    const said = id === "" ? ids.join(" ") : `there is no artifact "${safeText(id)}"${near ? `; "${near}"?` : ""}`;
    await io.stderr.write(`${said}\n`);
    return;
  }
  const story = renderArtifactDetails(plan, stateAt(replaying, seq), { ...style, id: found, mostNotes: 10 });
  await io.stdout.write(`${story}\n`);
}
