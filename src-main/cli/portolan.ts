#!/usr/bin/env node
// Nothing of ours is imported before the check: an older Node would end with a stack trace while it loads the engine.
const [major = 0] = process.versions.node.split('.').map(Number);

// Node 24 is the first with DisposableStack, by which the engine releases what it holds.
if (major >= 24) {
  await import('./cli.ts');
} else {
  process.stderr.write(
    `error: portolan needs Node 24 or newer, and this is ${process.version}. Install a newer Node, then try again.\n`,
  );
  process.exitCode = 1;
}

// With no import or export of its own a file is not a module, and only modules await.
export {};
