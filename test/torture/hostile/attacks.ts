import type { Attack } from "./attack.ts";
import { channels } from "./channels.ts";
import { endings } from "./endings.ts";
import { globals } from "./globals.ts";
import { outside } from "./outside.ts";

/** All hostile components. */
export const attacks: readonly Attack[] = [
  ...globals.map((one) => ({ ...one, reachesItsPlugin: true })),
  ...endings,
  ...channels,
  ...outside,
];
