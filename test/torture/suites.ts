import type { Suite } from "./suite.ts";
import { concurrency } from "./suites/concurrency.ts";
import { damagedBundles, damagedDatabase, damagedHeads, damagedLog, damagedObjects } from "./suites/damage.ts";
import { endings } from "./suites/endings.ts";
import { forgedBundles } from "./suites/forged-bundles.ts";
import { fullDisks } from "./suites/full-disks.ts";
import { hostile } from "./suites/hostile.ts";
import { kills } from "./suites/kills.ts";
import { remoteCoordinators } from "./suites/remote-coordinators.ts";
import { remoteServers } from "./suites/remote-servers.ts";
import { remoteWorkers } from "./suites/remote-workers.ts";
import { strays } from "./suites/strays.ts";

export const suites: readonly Suite[] = [
  concurrency,
  damagedBundles,
  damagedDatabase,
  damagedHeads,
  damagedLog,
  damagedObjects,
  endings,
  forgedBundles,
  fullDisks,
  hostile,
  kills,
  remoteCoordinators,
  remoteServers,
  remoteWorkers,
  strays,
];
