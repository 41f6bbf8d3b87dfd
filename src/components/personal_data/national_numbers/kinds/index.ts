/*
 * The kinds of numbers, one table for each region, and the labels that announce any of them.
 *
 * Start at ../kind.ts for the columns of a table.
 * Must not know: how numbers are found in texts.
 */

import type { NumberKind } from "../kind.ts";
import { americas } from "./americas.ts";
import { asiaAndAfrica } from "./asia-and-africa.ts";
import { documents } from "./documents.ts";
import { easternEurope } from "./eastern-europe.ts";
import { northernEurope } from "./northern-europe.ts";
import { southernEurope } from "./southern-europe.ts";
import { westernEurope } from "./western-europe.ts";

export { generalLabels } from "./general-labels.ts";

/** All kinds. Where two of them fit, the first one counts. */
export const kinds: readonly NumberKind[] = [
  ...westernEurope,
  ...southernEurope,
  ...northernEurope,
  ...easternEurope,
  ...americas,
  ...asiaAndAfrica,
  ...documents,
];
