#!/usr/bin/env node
// Kept readable by every Node that can load a module, so that an old one gets one clear line.
const [major] = process.versions.node.split(".");
if (Number(major) < 24) {
  process.stderr.write(`wct needs Node 24 or newer; this is Node ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  await import("../dist/bin.js");
}
