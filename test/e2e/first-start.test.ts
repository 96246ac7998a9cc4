import { join } from 'node:path';
import { settingsOf } from '../../src-main/shared/forward.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';
import { TestHome } from './support/test-home.ts';

test('a first start without a kubeconfig shows a demo forward that answers', async () => {
  await using home = await TestHome.create();
  await using portolan = await home.launch({ kubeconfig: null });

  await expect.poll(() => portolan.phase('web')).toBe('active');
  const port = await portolan.port('web');
  const url = `http://127.0.0.1:${String(port)}`;
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  await expect(portolan.page.getByText(`localhost:${String(port)}`).first()).toBeVisible();

  // What is printed before Playwright listens is lost; another address is printed when it is there.
  const [saved] = (await portolan.snapshot()).forwards;
  if (saved === undefined) throw new Error('The demo forward is gone.');
  const settings = { ...settingsOf(saved), addresses: ['127.0.0.2'] };
  await portolan.request('forward.update', { id: saved.id, settings });
  await expect
    .poll(() => portolan.output.at(-1))
    .toMatch(/^http:\/\/127\.0\.0\.2:\d+ → demo\/shop svc\/web$/);
  expect(portolan.complaints).toEqual([]);
});

test('a kubeconfig without any context is as good as none', async () => {
  await using home = await TestHome.create();
  await using portolan = await home.launch({ kubeconfig: `${home.path}/missing` });
  await expect.poll(() => portolan.phase('web')).toBe('active');
});

test('the demo forward that was stopped stays stopped at the next start', async () => {
  await using home = await TestHome.create();
  {
    await using portolan = await home.launch({ kubeconfig: null });
    await expect.poll(() => portolan.phase('web')).toBe('active');
    await portolan.request('forward.stopAll');
  }
  await using portolan = await home.launch({ kubeconfig: null });
  const { forwards } = await portolan.snapshot();
  expect([forwards.length, await portolan.phase('web')]).toEqual([1, 'stopped']);
});

test('--kubeconfig names the file to use', async ({ home }) => {
  await using portolan = await home.launch({ kubeconfig: null, args: ['--kubeconfig', home.kubeconfig] });
  const { contexts, forwards } = await portolan.snapshot();
  expect([contexts.map(({ name, file }) => ({ name, file })), forwards]).toEqual([
    [{ name: 'demo', file: join('~', 'kubeconfig') }],
    [],
  ]);
});
