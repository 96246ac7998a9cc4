import { expect, test } from 'vitest';
import { Client } from '../../../src-renderer/client.ts';
import { SecretDraft } from '../../../src-renderer/state/secret-draft.svelte.ts';
import { savedForward } from '../saved-forward.ts';
import { MemoryBridge } from './memory-bridge.ts';

const forward = savedForward({
  label: 'orders',
  target: { context: 'dev', namespace: 'shop', kind: 'service', name: 'orders-db' },
});

/** A draft whose answers come when the test says so. */
function open() {
  const bridge = new MemoryBridge();
  const names = Promise.withResolvers<string[]>();
  const keys = Promise.withResolvers<string[]>();
  bridge.answers.set('secret.names', () => names.promise);
  bridge.answers.set('secret.keys', () => keys.promise);
  return { draft: new SecretDraft(new Client(bridge), forward), names, keys };
}

test('the Secret that is called as the target is proposed, and its keys are guessed', async () => {
  const { draft, names, keys } = open();
  names.resolve(['orders-db']);
  keys.resolve(['username', 'password']);
  await draft.load();
  expect(draft.link).toEqual({ name: 'orders-db', userKey: 'username', passwordKey: 'password' });
});

test('a name that is typed before the names are read stays as it is', async () => {
  const { draft, names } = open();
  const loading = draft.load();
  await draft.take('o');
  names.resolve(['orders-db', 'other']);
  await loading;
  expect([draft.name, draft.names]).toEqual(['o', ['orders-db', 'other']]);
});

test('a key that is typed before the keys are read stays as it is', async () => {
  const { draft, names, keys } = open();
  names.resolve(['orders-db']);
  const loading = draft.load();
  await names.promise;
  draft.passwordKey = 'pass';
  keys.resolve(['username', 'password']);
  await loading;
  expect([draft.passwordKey, draft.userKey, draft.keys]).toEqual(['pass', '', ['username', 'password']]);
});

test('the keys of a Secret are read once its whole name is typed', async () => {
  const { draft, names, keys } = open();
  names.resolve(['cache']);
  await draft.load();
  await draft.take('cach');
  keys.resolve(['password']);
  await draft.take('cache');
  expect(draft.link).toEqual({ name: 'cache', userKey: null, passwordKey: 'password' });
});
