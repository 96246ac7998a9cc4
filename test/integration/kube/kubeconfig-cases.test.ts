import { stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openBench, testFolder } from './kube-bench.ts';

const contexts = 4_000;

/** About ten megabytes, most of them certificates, as in the file of somebody who has collected clusters for years. */
function largeKubeconfig(token: string): string {
  const authority = Buffer.alloc(1_800).toString('base64');
  const each = (line: (name: string) => string) =>
    Array.from({ length: contexts }, (_, index) => line(`c${index}`)).join('');
  return [
    'clusters:\n',
    each(
      (name) =>
        `- name: ${name}\n  cluster:\n    server: https://${name}:6443\n    certificate-authority-data: ${authority}\n`,
    ),
    `users:\n- {name: u, user: {token: ${token}}}\ncontexts:\n`,
    each((name) => `- {name: ${name}, context: {cluster: ${name}, user: u}}\n`),
  ].join('');
}

test('case 65: a kubeconfig of ten megabytes is read whole, and again when it changes', async () => {
  await using folder = await testFolder();
  const kubeconfig = await folder.write('config', largeKubeconfig('one'));
  await using bench = await openBench({ kubeconfig });
  const last = `c${contexts - 1}`;
  const token = async () => (await bench.contexts.access(last)).user.token;
  const before = [bench.contexts.list().length, await token()];
  const changed = new Promise<void>((resolve) => {
    bench.contexts.onAccessChanged((name) => {
      if (name === last) resolve();
    });
  });
  await folder.write('config', largeKubeconfig('two'));
  await changed;
  expect([before, await token(), (await stat(kubeconfig)).size > 10_000_000, bench.notices]).toEqual([
    [contexts, 'one'],
    'two',
    true,
    [],
  ]);
});
