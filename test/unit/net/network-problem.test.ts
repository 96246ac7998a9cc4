import { expect, test } from 'vitest';
import { networkProblem } from '../../../src-main/engine/net/network-problem.ts';
import { ProblemError } from '../../../src-main/shared/problem.ts';

const asked = { context: 'prod', server: 'https://10.0.0.1:6443', path: '/api/v1/pods' };

const coded = (code: string, message = code) => Object.assign(new Error(message), { code });

test.each([
  ['ECONNREFUSED', 'apiUnreachable', 'Nothing listens at 10.0.0.1:6443'],
  ['ENOTFOUND', 'apiUnreachable', 'The name 10.0.0.1:6443 is not known here'],
  ['ETIMEDOUT', 'apiUnreachable', 'The API server at 10.0.0.1:6443 does not answer'],
  ['UND_ERR_CONNECT_TIMEOUT', 'apiUnreachable', 'The API server at 10.0.0.1:6443 does not answer'],
  ['ECONNRESET', 'apiUnreachable', 'The connection to 10.0.0.1:6443 was closed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tlsFailed', 'is signed by an unknown authority'],
  ['CERT_HAS_EXPIRED', 'tlsFailed', 'The certificate of 10.0.0.1:6443 has expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tlsFailed', 'is for another name'],
  ['ERR_OSSL_PEM_NO_START_LINE', 'tlsFailed', 'is not valid PEM'],
  ['SOMETHING_ELSE', 'apiUnreachable', 'cannot be reached'],
])('an error of the way there: %s', (code, expected, message) => {
  const { problem } = networkProblem(asked, new Error('fetch failed', { cause: coded(code) }));
  expect([problem.code, problem.message.includes(message)]).toEqual([expected, true]);
});

test.each([
  ['a server that is down', 'ECONNREFUSED', '', 'network'],
  ['a certificate that is not trusted', 'CERT_HAS_EXPIRED', '', 'network'],
  ['a file that is not PEM', 'ERR_OSSL_PEM_NO_START_LINE', '', 'kubeconfig'],
  [
    'our certificate, refused',
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    'ssl: tlsv13 alert',
    'credentials',
  ],
  ['a TLS fault without a sentence of its own', 'ERR_TLS_DH_PARAM_SIZE', '', 'network'],
])('the layer of %s', (_what, code, text, layer) => {
  expect(networkProblem(asked, coded(code, text)).problem.layer).toBe(layer);
});

test('where only the server is known, the sentence names the kubeconfig', () => {
  const { problem } = networkProblem(
    { ...asked, context: null, path: null },
    coded('CERT_SIGNATURE_FAILURE'),
  );
  expect([problem.message, problem.detail]).toEqual([
    'The certificate of 10.0.0.1:6443 is signed by an unknown authority. Correct the certificate-authority in the kubeconfig.',
    'CERT_SIGNATURE_FAILURE',
  ]);
});

test('of several addresses tried, the first known fault is told', () => {
  const tried = new AggregateError([coded('EXTRA'), coded('ECONNREFUSED')], 'all failed');
  expect(networkProblem(asked, tried).problem.message).toContain('Nothing listens');
});

test('a problem stays the problem it is', () => {
  const problem = new ProblemError('credentialPluginFailed', 'The plugin failed.');
  expect(networkProblem(asked, problem)).toBe(problem);
});
