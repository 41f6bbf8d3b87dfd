#!/usr/bin/env node
// Kept readable by every Node that can load a module, so that an old one gets one clear line.
const [major] = process.versions.node.split(".");
if (Number(major) < 24) {
  const found = `this is Node ${process.versions.node}`;
  process.stderr.write(
    `wct needs Node 24 or newer; ${found} (\`npm install --save-dev node@24\` brings one to a project)\n`,
  );
  process.exitCode = 2;
} else {
  await import("../dist/bin.js");
}
