import { expect, test } from 'vitest';
import { refusalProblem } from '../../../src-main/engine/kube/kube-problem.ts';

const asked = { context: 'prod', server: 'https://10.0.0.1:6443', path: '/api/v1/pods' };

function status(code: number, message: string) {
  return {
    status: code,
    contentType: 'application/json',
    body: JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code }),
  };
}

test.each([
  [
    'rejected credentials',
    status(401, 'Unauthorized'),
    'unauthorized',
    'The cluster of context “prod” does not accept the credentials. Log in again, or renew the token or certificate.',
  ],
  [
    'a missing right in a namespace',
    status(
      403,
      'pods is forbidden: User "ann" cannot list resource "pods" in API group "" in the namespace "shop"',
    ),
    'forbidden',
    `Context “prod” may not list pods in namespace shop. Ask the cluster’s administrator for the right “list” on “pods” in namespace shop.`,
  ],
  [
    'a missing right everywhere',
    status(
      403,
      'pods is forbidden: User "ann" cannot list resource "pods" in API group "" at the cluster scope',
    ),
    'forbidden',
    `Context “prod” may not list pods in all namespaces. Ask the cluster’s administrator for the right “list” on “pods” in all namespaces.`,
  ],
  [
    'a missing right to namespaces',
    status(
      403,
      'namespaces is forbidden: User "ann" cannot list resource "namespaces" in API group "" at the cluster scope',
    ),
    'forbidden',
    `Context “prod” may not list namespaces. Ask the cluster’s administrator for the right “list” on “namespaces”.`,
  ],
  [
    'nobody in particular',
    status(
      403,
      'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" in the namespace "shop"',
    ),
    'forbidden',
    'The cluster of context “prod” does not know who you are. Log in, or add credentials to the context.',
  ],
  [
    'a refusal in other words',
    status(403, 'admission said no'),
    'forbidden',
    `Context “prod” may not do this. Ask the cluster’s administrator for the right. The cluster says: Admission said no.`,
  ],
  [
    'a missing object',
    status(404, 'pods "x" not found'),
    'notFound',
    'Pods "x" not found. Check its name and namespace.',
  ],
  [
    'a wrong path',
    { status: 404, contentType: 'text/plain', body: '404 page not found' },
    'notFound',
    `https://10.0.0.1:6443 does not know /api/v1/pods. Check the server’s address, its path included.`,
  ],
  [
    'a login page',
    { status: 200, contentType: 'text/html; charset=utf-8', body: '<html>Sign in</html>' },
    'apiError',
    `https://10.0.0.1:6443 answered with a web page or a redirect instead of the Kubernetes API, perhaps of a login or a proxy. Check the server’s address, and log in if it asks for it.`,
  ],
  [
    'a redirect',
    { status: 302, contentType: '', body: '' },
    'apiError',
    `https://10.0.0.1:6443 answered with a web page or a redirect instead of the Kubernetes API, perhaps of a login or a proxy. Check the server’s address, and log in if it asks for it.`,
  ],
  [
    'something else',
    { status: 200, contentType: 'text/plain', body: 'hello' },
    'apiError',
    `https://10.0.0.1:6443 answered, but not as a Kubernetes API does. Check the server’s address.`,
  ],
  [
    'http where https is spoken',
    { status: 400, contentType: 'text/plain', body: 'Client sent an HTTP request to an HTTPS server.\n' },
    'apiError',
    `https://10.0.0.1:6443 speaks https. Correct the server’s address of context “prod”.`,
  ],
  [
    'too much to do',
    status(429, 'too many requests'),
    'apiError',
    'The API server of context “prod” is busy. Trying again.',
  ],
  [
    'an error of the server',
    status(500, 'etcdserver: leader changed'),
    'apiError',
    'The API server of context “prod” answered with an error (500). Etcdserver: leader changed.',
  ],
])('an answer: %s', (_what, refusal, code, message) => {
  expect(refusalProblem(asked, refusal).problem).toMatchObject({ code, message });
});
