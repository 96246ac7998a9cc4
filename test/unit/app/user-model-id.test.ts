import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { userModelId } from '../../../src-main/app/user-model-id.ts';

it('Windows knows the running app by the id that the installer gives its shortcut', () => {
  const root = join(import.meta.dirname, '../../..');
  const { appId } = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as { appId: string };
  expect(userModelId).toBe(appId);
});
