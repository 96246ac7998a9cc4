import { expect, test } from 'vitest';
import { refusalOf } from '../../../src-main/engine/tunnel/upgrade-refusal.ts';

const pod = { namespace: 'shop', name: 'web-1', uid: 'u', node: 'node1' };
const server = new URL('https://k8s.example:6443/prefix');

function status(message: string): string {
  return JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message });
}

const forbidden =
  'pods "web-1" is forbidden: User "tenant" cannot create resource "pods/portforward" in API group "" in the namespace "shop"';

const answers = [
  [401, status('Unauthorized'), 'unauthorized', 'credentials'],
  [403, status(forbidden), 'forbidden', 'other'],
  [403, '', 'forbidden', 'other'],
  [403, 'unable to negotiate protocol: client supports [x], server accepts [y]', 'upgradeRefused', 'other'],
  [404, status('pods "web-1" not found'), 'podGone', 'none'],
  [404, 'not here', 'upgradeRefused', 'other'],
  [400, status('pod web-1 does not have a host assigned'), 'noReadyPod', 'none'],
  [400, status('Upgrade request required'), 'upgradeRefused', 'other'],
  [400, status('query parameter "port" is required'), 'upgradeRefused', 'other'],
  [429, status('too many requests'), 'apiError', 'none'],
  [503, 'unavailable', 'apiError', 'none'],
  [500, status('error dialing backend: No agent available'), 'apiError', 'none'],
  [500, status('unable to upgrade: missing upgrade headers'), 'upgradeRefused', 'other'],
  [500, 'sandbox container is not running', 'podGone', 'none'],
  [500, status('etcdserver: request timed out'), 'apiError', 'none'],
  [502, '', 'upgradeRefused', 'other'],
  [426, '', 'upgradeRefused', 'other'],
  [101, '', 'upgradeRefused', 'other'],
] as const;

test.each(answers)('HTTP %i %s: %s, then %s', (httpStatus, body, code, remedy) => {
  const answer = {
    status: httpStatus,
    contentType: 'application/json',
    location: null,
    retryAfterMs: null,
    body,
  };
  const refusal = refusalOf(answer, pod, server);
  expect({ code: refusal.problem.code, remedy: refusal.remedy }).toEqual({ code, remedy });
});

test('a login page is named as one, and its text is not shown', () => {
  const page = {
    status: 200,
    contentType: 'text/html',
    location: null,
    retryAfterMs: null,
    body: '<html>csrf=secret</html>',
  };
  expect(refusalOf(page, pod, server).problem).toMatchObject({
    code: 'upgradeRefused',
    layer: 'network',
    message:
      'A web page answered instead of the API server k8s.example:6443: a proxy or a login page stands before it. Log in there, or check the server address of the context.',
    detail: 'HTTP 200: (an HTML page)',
  });
});

test('a redirect shows where it leads without what its query holds', () => {
  const location = 'https://login.example/start?state=secret';
  const { problem } = refusalOf(
    { status: 302, contentType: '', location, retryAfterMs: null, body: '' },
    pod,
    server,
  );
  expect(JSON.stringify(problem)).toContain('redirects to https://login.example,');
  expect(JSON.stringify(problem)).not.toContain('secret');
});
