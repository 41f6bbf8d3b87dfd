import { hashOf } from "../../bench/detection/random.ts";
import { type ColumnModel, classProbabilities, none } from "../../src/components/personal_data/column_model/model.ts";
import type { Example } from "./examples.ts";
import { learn } from "./learn.ts";

const folds = 5;
const bins = 20;

/**
 * Returns the share of personal data by the probability that the model gives. Each schema is judged by a model that
 * never saw it. The share never falls.
 */
export function calibrate(examples: readonly Example[]): ColumnModel["calibration"] {
  const counts = Array.from({ length: bins }, () => ({ personal: 0, all: 0 }));
  for (let fold = 0; fold < folds; fold++) {
    const isHeld = ({ schema }: Example): boolean => hashOf(`fold ${schema}`) % folds === fold;
    const model = learn(examples.filter((one) => !isHeld(one)));
    for (const { keys, label } of examples.filter(isHeld)) {
      const probability = 1 - (classProbabilities(model, keys)[0] ?? 1);
      const bin = counts[Math.min(bins - 1, Math.floor(probability * bins))];
      if (bin === undefined) continue;
      bin.all++;
      if (label !== none) bin.personal++;
    }
  }
  let least = 0;
  return counts.map(({ personal, all }, at) => {
    if (all > 0) least = Math.max(least, personal / all);
    return [(at + 1) / bins, Math.round(Math.min(0.99, least) * 1000) / 1000] as const;
  });
}
