import { dirname, relative, resolve, sep } from 'node:path';

import { root } from './setup/process.mjs';

/**
 * Who may import what (ARCHITECTURE.md): folder → packages, and other folders. Its own folder is always allowed;
 * the longest matching folder decides. A `types:` entry allows `import type` alone.
 * @type {Record<string, string[]>}
 */
const layers = {
  'src-main/shared': ['zod'],
  'src-main/engine': engine('src-main/engine'),
  'src-main/engine/net': ['src-main/shared', 'node:', 'socks', 'undici'],
  'src-main/engine/import': ['src-main/shared', 'node:', 'yaml', 'zod'],
  'src-main/engine/kube': engine('src-main/engine', '!src-main/engine/forwards'),
  'src-main/engine/tunnel': engine('src-main/engine', '!src-main/engine/forwards'),
  'src-main/demo': ['src-main/shared', 'node:', 'selfsigned', 'ws'],
  'src-main/app': [
    'src-main/engine',
    'src-main/demo',
    'src-main/shared',
    'node:',
    'electron',
    'electron-log',
    'keytar',
  ],
  'src-main/preload': ['electron', 'types:src-main/shared'],
  'src-main/cli': ['src-main/engine', 'src-main/demo', 'src-main/shared', 'node:'],
  'src-renderer': ['src-main/shared', 'svelte', 'bits-ui', '@lucide/svelte', 'uplot', 'virtua'],
};

/** @param {string[]} folders */
function engine(...folders) {
  const packages = ['@kubernetes/client-node', 'undici', 'write-file-atomic', 'ws', 'yaml', 'zod'];
  return ['src-main/shared', 'node:', ...packages, ...folders];
}

/**
 * An allow-list by resolved path: `no-restricted-imports` sees only the text, in which `../demo/x.ts` may be
 * any folder, and does not look at `import()`.
 * @type {import('eslint').Rule.RuleModule}
 */
export const layersRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { crossed: '{{layer}} may not import {{target}} (ARCHITECTURE.md, layers).' },
  },
  create(context) {
    const file = toPosix(relative(root, context.filename));
    const layer = Object.keys(layers)
      .filter((folder) => isBelow(file, folder))
      .sort((a, b) => b.length - a.length)[0];
    if (layer === undefined) return {};

    /** @param {import('eslint').Rule.Node & { importKind?: string, exportKind?: string, source?: unknown }} node */
    const check = (node) => {
      const source = /** @type {{ type: string, value?: unknown } | null | undefined} */ (node.source);
      if (typeof source?.value !== 'string') return;
      const target = source.value.startsWith('.')
        ? toPosix(relative(root, resolve(dirname(context.filename), source.value)))
        : source.value;
      const isType = node.importKind === 'type' || node.exportKind === 'type';
      if (!isAllowed(layer, target, isType))
        context.report({ node, messageId: 'crossed', data: { layer, target } });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportAllDeclaration: check,
      ExportNamedDeclaration: check,
    };
  },
};

/**
 * @param {string} layer
 * @param {string} target
 * @param {boolean} isType
 */
function isAllowed(layer, target, isType) {
  const entries = layers[layer] ?? [];
  if (entries.some((entry) => entry.startsWith('!') && isBelow(target, entry.slice(1)))) return false;
  return [layer, ...entries].some((entry) => {
    if (entry === 'node:') return target.startsWith(entry);
    if (entry.startsWith('types:')) return isType && isBelow(target, entry.slice('types:'.length));
    return isBelow(target, entry);
  });
}

/**
 * @param {string} path
 * @param {string} folder
 */
function isBelow(path, folder) {
  return path === folder || path.startsWith(`${folder}/`);
}

/** @param {string} path */
function toPosix(path) {
  return path.split(sep).join('/');
}
