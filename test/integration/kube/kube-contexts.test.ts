import { mkdir, readFile, rename, rm, symlink, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { KubeContexts } from '../../../src-main/engine/kube/kube-contexts.ts';
import type { SecretStore } from '../../../src-main/engine/secret-store.ts';
import { problemOf } from '../../../src-main/shared/problem.ts';
import { openBench, testFolder, until } from './kube-bench.ts';

function config(...names: string[]): string {
  return JSON.stringify({
    'current-context': names[0],
    clusters: names.map((name) => ({ name, cluster: { server: `https://${name}:6443` } })),
    users: names.map((name) => ({ name, user: { token: `token-of-${name}` } })),
    contexts: names.map((name) => ({ name, context: { cluster: name, user: name } })),
  });
}

const names = (contexts: KubeContexts) => contexts.list().map(({ name }) => name);

async function untilNames(contexts: KubeContexts, expected: string[]): Promise<void> {
  await until(
    () => names(contexts),
    contexts.onChanged,
    (now) => now.join() === expected.join(),
  );
}

describe('a kubeconfig that changes', () => {
  test('is read again when it is written in place', async () => {
    await using folder = await testFolder();
    await using bench = await openBench({ kubeconfig: await folder.write('config', config('a')) });
    await folder.write('config', config('a', 'b'));
    await untilNames(bench.contexts, ['a', 'b']);
  });

  test('is read again when another file is renamed onto it, twice', async () => {
    await using folder = await testFolder();
    await using bench = await openBench({ kubeconfig: await folder.write('config', config('a')) });
    for (const name of ['b', 'c']) {
      await rename(await folder.write('new', config(name)), join(folder.path, 'config'));
      await untilNames(bench.contexts, [name]);
    }
  });

  test('is read again when the file behind its link changes, and when the link is pointed elsewhere', async () => {
    await using folder = await testFolder();
    await mkdir(join(folder.path, 'real'));
    const real = await folder.write('real/one', config('a'));
    const other = await folder.write('real/two', config('c'));
    const link = join(folder.path, 'config');
    await symlink(real, link);
    await using bench = await openBench({ kubeconfig: link });
    await folder.write('real/one', config('b'));
    await untilNames(bench.contexts, ['b']);
    await unlink(link);
    await symlink(other, link);
    await untilNames(bench.contexts, ['c']);
  });

  test('is read when it is created later, its folder included', async () => {
    await using folder = await testFolder();
    await using bench = await openBench({ env: { HOME: folder.path } });
    expect([names(bench.contexts), bench.notices]).toEqual([[], []]);
    await mkdir(join(folder.path, '.kube'));
    await folder.write('.kube/config', config('a'));
    await untilNames(bench.contexts, ['a']);
    await rm(join(folder.path, '.kube'), { recursive: true });
    await untilNames(bench.contexts, []);
  });

  test('tells which contexts lead elsewhere, and only those', async () => {
    await using folder = await testFolder();
    await using bench = await openBench({ kubeconfig: await folder.write('config', config('a', 'b')) });
    const moved: string[] = [];
    bench.contexts.onAccessChanged((name) => moved.push(name));
    await folder.write('config', config('a', 'b', 'c').replace('token-of-b', 'new-token'));
    await untilNames(bench.contexts, ['a', 'b', 'c']);
    expect(moved).toEqual(['b', 'c']);
  });
});

test('a context says which file kubectl has to be given for it', async () => {
  await using folder = await testFolder();
  const kubeconfig = await folder.write('config', config('a'));
  await using given = await openBench({ kubeconfig });
  await using usual = await openBench({ env: { KUBECONFIG: kubeconfig } });
  const files = [given, usual].map(({ contexts }) => contexts.list().map((context) => context.kubeconfig));
  expect(files).toEqual([[kubeconfig], [null]]);
});

describe('a kubeconfig with a fault', () => {
  test('leaves the other files and its own last good state in use, and says which line', async () => {
    await using folder = await testFolder();
    const one = await folder.write('one', config('a'));
    const two = await folder.write('two', config('b'));
    const KUBECONFIG = [one, join(folder.path, 'missing'), two].join(
      process.platform === 'win32' ? ';' : ':',
    );
    await using bench = await openBench({ env: { KUBECONFIG } });
    expect(names(bench.contexts)).toEqual(['a', 'b']);
    await folder.write('one', 'clusters:\n\t- {}\n');
    await folder.write('two', config('b', 'c'));
    await untilNames(bench.contexts, ['a', 'b', 'c']);
    expect(bench.notices.map(({ message }) => message)).toEqual([
      `The kubeconfig ${one} cannot be read: line 2 is not as a kubeconfig should be. Correct that line; until then what was read before stays in use.`,
    ]);
    await folder.write('one', config('d'));
    await untilNames(bench.contexts, ['d', 'b', 'c']);
  });

  test('that is named but missing is told, and used once it is there', async () => {
    await using folder = await testFolder();
    const kubeconfig = join(folder.path, 'later');
    await using bench = await openBench({ kubeconfig });
    expect(bench.notices.map(({ message }) => message)).toEqual([
      `There is no kubeconfig at ${kubeconfig}. Check the path; the file is read as soon as it is there.`,
    ]);
    await folder.write('later', config('a'));
    await untilNames(bench.contexts, ['a']);
  });

  test('that is a folder is told', async () => {
    await using folder = await testFolder();
    await using bench = await openBench({ kubeconfig: folder.path });
    expect(bench.notices.map(({ message }) => message)).toEqual([
      `The kubeconfig ${folder.path} cannot be read (EISDIR). Check that it is a file you may read.`,
    ]);
  });
});

/** A store that outlives a run, as the system's keychain does. */
class LastingSecrets implements SecretStore {
  persistent = true;
  readonly kept = new Map<string, string>();

  get(name: string): Promise<string | null> {
    return Promise.resolve(this.kept.get(name) ?? null);
  }

  set(name: string, secret: string): Promise<void> {
    this.kept.set(name, secret);
    return Promise.resolve();
  }

  delete(name: string): Promise<void> {
    this.kept.delete(name);
    return Promise.resolve();
  }
}

describe('an added cluster', () => {
  const form = {
    kind: 'token' as const,
    name: 'prod',
    server: 'https://10.0.0.1:6443',
    token: 's3cret-token',
    certificateAuthority: null,
    insecureSkipTlsVerify: false,
  };

  test('is there in the next run, its secret in the store alone', async () => {
    await using folder = await testFolder();
    const secrets = new LastingSecrets();
    {
      await using bench = await openBench({ dataDir: folder.path, env: { HOME: folder.path }, secrets });
      expect(await bench.contexts.add(form)).toEqual({ contexts: ['prod'], secrets: 'keychain' });
      expect(JSON.stringify([bench.contexts.list(), bench.logged])).not.toContain('s3cret');
    }
    expect(await readFile(join(folder.path, 'clusters.json'), 'utf8')).not.toContain('s3cret');
    await using bench = await openBench({ dataDir: folder.path, env: { HOME: folder.path }, secrets });
    const access = await bench.contexts.access('prod');
    expect([names(bench.contexts), access.user.token, [...secrets.kept.keys()]]).toEqual([
      ['prod'],
      's3cret-token',
      ['cluster/prod'],
    ]);
    await bench.contexts.remove('prod');
    expect([names(bench.contexts), await secrets.get('cluster/prod')]).toEqual([[], null]);
  });

  test('that was removed comes back where it stood, with its secret, once and in this run alone', async () => {
    await using folder = await testFolder();
    const secrets = new LastingSecrets();
    const options = { dataDir: folder.path, env: { HOME: folder.path }, secrets };
    const undo = ({ contexts }: { contexts: KubeContexts }) =>
      contexts.undoRemove('prod').then(() => null, problemOf);
    {
      await using bench = await openBench(options);
      await bench.contexts.add(form);
      await bench.contexts.add({ ...form, name: 'other' });
      await bench.contexts.remove('prod');
      await bench.contexts.add(form);
      const whileTaken = await undo(bench);
      await bench.contexts.remove('prod');
      expect([whileTaken?.code, secrets.kept.has('cluster/prod')]).toEqual(['notFound', false]);
      expect([await undo(bench), (await undo(bench))?.code]).toEqual([null, 'notFound']);
      const { user } = await bench.contexts.access('prod');
      expect([names(bench.contexts), user.token]).toEqual([['other', 'prod'], 's3cret-token']);
      await bench.contexts.remove('other');
      await bench.contexts.undoRemove('other');
      expect(names(bench.contexts)).toEqual(['other', 'prod']);
      await bench.contexts.remove('prod');
    }
    await using bench = await openBench(options);
    expect([(await undo(bench))?.code, names(bench.contexts)]).toEqual(['notFound', ['other']]);
  });

  test('that is removed takes no other along where the keychain gives up meanwhile', async () => {
    await using folder = await testFolder();
    const secrets = new LastingSecrets();
    const options = { dataDir: folder.path, env: { HOME: folder.path }, secrets };
    {
      await using bench = await openBench(options);
      await bench.contexts.add(form);
      await bench.contexts.add({ ...form, name: 'other' });
      secrets.persistent = false;
      await bench.contexts.remove('prod');
      await bench.contexts.add({ ...form, name: 'passing' });
      expect(names(bench.contexts)).toEqual(['other', 'passing']);
    }
    await using bench = await openBench(options);
    expect(names(bench.contexts)).toEqual(['other']);
  });

  test('behind a proxy keeps the proxy, its password in the store alone', async () => {
    await using folder = await testFolder();
    const secrets = new LastingSecrets();
    const options = { dataDir: folder.path, env: { HOME: folder.path }, secrets };
    const proxied = (name: string, url: string) =>
      config(name).replace('"server"', `"proxy-url":${JSON.stringify(url)},"server"`);
    {
      await using bench = await openBench(options);
      await bench.contexts.add({ kind: 'kubeconfig', text: proxied('open', 'http://proxy:3128') });
      await bench.contexts.add({ kind: 'kubeconfig', text: proxied('login', 'socks5://ann:s3cret@proxy') });
      expect(JSON.stringify([bench.contexts.list(), bench.logged])).not.toContain('s3cret');
    }
    expect(await readFile(join(folder.path, 'clusters.json'), 'utf8')).not.toContain('s3cret');
    await using bench = await openBench(options);
    const accesses = await Promise.all(['open', 'login'].map((name) => bench.contexts.access(name)));
    expect(accesses.map(({ cluster, user }) => [cluster.proxyUrl, 'proxyUrl' in user])).toEqual([
      ['http://proxy:3128', false],
      ['socks5://ann:s3cret@proxy', false],
    ]);
  });

  test('without a keychain is there in this run only', async () => {
    await using folder = await testFolder();
    const options = { dataDir: folder.path, env: { HOME: folder.path } };
    {
      await using bench = await openBench(options);
      expect(await bench.contexts.add(form)).toEqual({ contexts: ['prod'], secrets: 'memory' });
      expect((await bench.contexts.access('prod')).user.token).toBe('s3cret-token');
    }
    await using bench = await openBench(options);
    expect(names(bench.contexts)).toEqual([]);
  });

  test('whose secret was lost says what to do', async () => {
    await using folder = await testFolder();
    const options = { dataDir: folder.path, env: { HOME: folder.path } };
    {
      await using bench = await openBench({ ...options, secrets: new LastingSecrets() });
      await bench.contexts.add(form);
    }
    await using bench = await openBench({ ...options, secrets: new LastingSecrets() });
    const problem = await bench.contexts.access('prod').catch(problemOf);
    expect(problem).toMatchObject({
      code: 'unauthorized',
      layer: 'credentials',
      message:
        'The credentials of context “prod” are no longer in the keychain. Remove the cluster and add it again.',
    });
  });

  test('from a pasted kubeconfig takes names that are free', async () => {
    await using folder = await testFolder();
    await using bench = await openBench({ kubeconfig: await folder.write('config', config('a')) });
    const added = await bench.contexts.add({ kind: 'kubeconfig', text: config('a', 'b') });
    expect([added, names(bench.contexts)]).toEqual([
      { contexts: ['a-2', 'b'], secrets: 'memory' },
      ['a', 'a-2', 'b'],
    ]);
  });

  test('is the only kind that can be removed', async () => {
    await using folder = await testFolder();
    await using bench = await openBench({ kubeconfig: await folder.write('config', config('a')) });
    const problem = await bench.contexts.remove('a').then(() => null, problemOf);
    expect([problem?.code, names(bench.contexts)]).toEqual(['notFound', ['a']]);
  });
});

test('the demo stands beside a context of the same name and replaces itself', async () => {
  await using folder = await testFolder();
  await using bench = await openBench({ kubeconfig: await folder.write('config', config('demo')) });
  expect([
    bench.contexts.provide('demo', config('demo')),
    bench.contexts.provide('demo', config('demo').replace('token-of', 'other')),
    bench.contexts.list().map(({ name, source, current }) => [name, source, current]),
  ]).toEqual([
    'demo-2',
    'demo-2',
    [
      ['demo', 'kubeconfig', true],
      ['demo-2', 'demo', false],
    ],
  ]);
});
