import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { DemoHome } from './support/demo-home.ts';
import { addForward } from './support/shop-home.ts';
import { expect } from './support/expect.ts';

test('a damaged file of forwards is set aside with a message, never overwritten', async () => {
  await using demo = await DemoHome.create();
  const { userData } = demo.home;
  await mkdir(userData, { recursive: true });
  await writeFile(join(userData, 'forwards.json'), '{"version": 1, "forwards": [{"label":');

  await using portolan = await demo.launch();
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
