import { expect, test } from 'vitest';
import { message } from '../../../src-main/shared/language/message.ts';
import { ClusterDraft } from '../../../src-renderer/state/cluster-draft.svelte.ts';

test('a pasted kubeconfig is asked for as it is, an empty one is not', () => {
  const draft = new ClusterDraft();
  draft.text = ' \n';
  const empty = draft.wish;
  draft.text = 'apiVersion: v1\n';
  expect([empty, draft.wish]).toEqual([null, { kind: 'kubeconfig', text: 'apiVersion: v1\n' }]);
});

test('a token needs a server with its whole address and a name; the certificate authority may be left out', () => {
  const draft = new ClusterDraft();
  draft.way = 'token';
  Object.assign(draft, { name: ' staging ', token: ' secret ', server: '10.0.0.5:6443' });
  const withoutScheme = [draft.wish, draft.parsedServer];
  draft.server = ' https://10.0.0.5:6443 ';
  expect([withoutScheme, draft.wish]).toEqual([
    [null, { error: message('adding.serverInvalid') }],
    {
      kind: 'token',
      name: 'staging',
      server: 'https://10.0.0.5:6443',
      token: 'secret',
      certificateAuthority: null,
      insecureSkipTlsVerify: false,
    },
  ]);
});
