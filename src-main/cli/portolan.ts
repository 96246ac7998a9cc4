#!/usr/bin/env node
// Nothing of ours is imported before the check: undici 8 ends an older Node with a stack trace while it loads.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 19)) {
  await import('./cli.ts');
} else {
  process.stderr.write(
    `error: portolan needs Node 22.19 or newer, and this is ${process.version}. Install a newer Node, then try again.\n`,
  );
  process.exitCode = 1;
}

// With no import or export of its own a file is not a module, and only modules await.
export {};
