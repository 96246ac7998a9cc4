import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';

test('a damaged file of forwards is set aside with a message, never overwritten', async ({ home }) => {
  const { userData } = home;
  await writeFile(join(userData, 'forwards.json'), '{"version": 1, "forwards": [{"label":');

  await using portolan = await home.launch();
  const { notices, forwards } = await portolan.snapshot();
  expect([forwards, notices.map(({ problem }) => problem.code)]).toEqual([[], ['fileDamaged']]);
  await expect(portolan.page.getByText(notices[0]?.problem.message ?? 'no notice').first()).toBeVisible();

  await addForward(portolan, { label: 'web', ports: [':http'], start: false });
  const aside = (await readdir(userData)).filter(
    (name) => name.startsWith('forwards') && name !== 'forwards.json',
  );
  expect(aside).toHaveLength(1);
  expect(await readFile(join(userData, String(aside[0])), 'utf8')).toBe(
    '{"version": 1, "forwards": [{"label":',
  );

  await portolan.request('app.dismissNotice', { id: Number(notices[0]?.id) });
  expect((await portolan.snapshot()).notices).toEqual([]);
});
