import type { ReplayVerification } from "./view.ts";

interface VerdictCounts {
  readonly same: number;
  readonly different: number;
  readonly notVerifiable: number;
}

export function countVerdicts({ artifacts }: ReplayVerification): VerdictCounts {
  const count = (wanted: string): number => artifacts.filter(({ status }) => status === wanted).length;
  return { same: count("same"), different: count("different"), notVerifiable: count("not-verifiable") };
}
