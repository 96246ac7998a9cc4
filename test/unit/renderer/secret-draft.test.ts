import { expect, test } from 'vitest';
import { message } from '../../../src-main/shared/language/message.ts';
import { ProblemError } from '../../../src-main/shared/problem.ts';
import { Client } from '../../../src-renderer/client.ts';
import { SecretDraft } from '../../../src-renderer/state/secret-draft.svelte.ts';
import { savedForward } from '../saved-forward.ts';
import { MemoryBridge } from './memory-bridge.ts';

const forward = savedForward({
  label: 'orders',
  target: { context: 'dev', namespace: 'shop', kind: 'service', name: 'orders-db' },
});

/** A draft whose answers come when the test says so (`late`: the keys of the Secret called so), and the Secrets whose keys were asked for. */
function begin(of = forward) {
  const bridge = new MemoryBridge();
  const names = Promise.withResolvers<string[]>();
  const keys = Promise.withResolvers<string[]>();
  const late = Promise.withResolvers<string[]>();
  bridge.answers.set('secret.names', () => names.promise);
  bridge.answers.set('secret.keys', (input) =>
    (input as { name: string }).name === 'late' ? late.promise : keys.promise,
  );
  const opened = () =>
    bridge.asked
      .filter(({ name }) => name === 'secret.keys')
      .map(({ input }) => (input as { name: string }).name);
  return { draft: new SecretDraft(new Client(bridge), of), names, keys, late, opened };
}

test('the Secret that is called as the target is proposed, and its keys are guessed once it is opened', async () => {
  const { draft, names, keys, opened } = begin();
  names.resolve(['orders-db']);
  keys.resolve(['username', 'password']);
  await draft.load();
  expect([draft.name, draft.link, opened()]).toEqual(['orders-db', null, []]);
  await draft.open();
  await draft.open();
  expect([draft.link, opened()]).toEqual([
    { name: 'orders-db', userKey: 'username', passwordKey: 'password' },
    ['orders-db'],
  ]);
});

test('a name that is typed before the names are read stays as it is', async () => {
  const { draft, names } = begin();
  const loading = draft.load();
  draft.take('o');
  names.resolve(['orders-db', 'other']);
  await loading;
  expect([draft.name, draft.names]).toEqual(['o', ['orders-db', 'other']]);
});

test('a key that is typed before the keys are read stays as it is', async () => {
  const { draft, names, keys } = begin();
  names.resolve(['orders-db']);
  await draft.load();
  const opening = draft.open();
  draft.passwordKey = 'pass';
  keys.resolve(['username', 'password']);
  await opening;
  expect([draft.passwordKey, draft.userKey, draft.keys]).toEqual(['pass', '', ['username', 'password']]);
});

test('a Secret that is proposed while its keys are asked for is not opened unseen, and one that failed is tried again', async () => {
  const { draft, names, keys, opened } = begin();
  const opening = draft.open();
  names.resolve(['orders-db']);
  await opening;
  expect([draft.name, opened()]).toEqual(['orders-db', []]);
  keys.reject(new ProblemError('forbidden', message('secret.notLinked')));
  await draft.open();
  await draft.open();
  expect(opened()).toEqual(['orders-db', 'orders-db']);
});

test('a Secret is not opened for being typed, nor one that is not there', async () => {
  const { draft, names, keys, opened } = begin();
  names.resolve(['cache', 'cache-eu']);
  keys.resolve(['password']);
  await draft.load();
  draft.take('cache');
  draft.take('cache-');
  await draft.open();
  expect(opened()).toEqual([]);
  draft.take('cache-eu');
  await draft.open();
  expect([draft.link, opened()]).toEqual([
    { name: 'cache-eu', userKey: null, passwordKey: 'password' },
    ['cache-eu'],
  ]);
});

test('a refusal that comes after another Secret was chosen is not told of that one, which is not read again', async () => {
  const { draft, names, keys, late, opened } = begin();
  names.resolve(['late', 'cache']);
  keys.resolve(['password']);
  draft.take('late');
  await draft.load();
  const opening = draft.open();
  await draft.load();
  draft.take('cache');
  await draft.open();
  late.reject(new ProblemError('forbidden', message('secret.notLinked')));
  await opening;
  await draft.open();
  expect([draft.problem, draft.keys, opened()]).toEqual([null, ['password'], ['late', 'cache']]);
});

test('the linked Secret is opened where Secrets may not be listed', async () => {
  const secret = { name: 'other', userKey: null, passwordKey: 'password' };
  const { draft, names, keys, opened } = begin({ ...forward, secret });
  names.reject(new ProblemError('forbidden', message('secret.notLinked')));
  keys.resolve(['admin', 'password']);
  await draft.open();
  expect([draft.link, draft.keys, opened()]).toEqual([secret, ['admin', 'password'], ['other']]);
});
