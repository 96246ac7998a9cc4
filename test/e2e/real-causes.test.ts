import { once } from 'node:events';
import { connect } from 'node:net';
import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { outlastHold } from './support/held-client.ts';
import { clickNewestNotification, notifications, watchNotifications } from './support/notifications.ts';
import { test } from './support/on-cluster.ts';
import { Person } from './support/person.ts';
import { picture } from './support/picture.ts';
import type { Portolan } from './support/portolan.ts';
import { turn } from './support/switches.ts';

test('a drained node, a container that ends and a client that resets are told by what the cluster and the sockets show', async ({
  realCluster: cluster,
  namespace,
  app: portolan,
}) => {
  test.skip(
    !cluster.isOwn,
    'Only the node of our own cluster may be drained; without TEST_KUBE_CONTEXT this runs on it.',
  );
  const { page } = portolan;
  const port = await forwardWeb(portolan, { context: 'portolan-test', namespace: namespace.name });
  await page.getByText('svc/web').first().click();
  const happened = page.getByRole('region', { name: 'What happened' });

  const client = connect(port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(client, 'data');
  client.resetAndDestroy();
  const [first = ''] = await namespace.readyPods('app=web');
  await expect(happened).toContainText(`A client reset its connection to ${first}.`);

  await fetch(`http://127.0.0.1:${String(port)}/quit?code=3`).catch(() => undefined);
  await expect(happened).toContainText(`Container server of ${first} ended with exit code 3.`);
  await expect.poll(() => portolan.phase('web')).toBe('active');

  const node = (await namespace.kubectl('get', 'pod', first, '--output=jsonpath={.spec.nodeName}')).trim();
  try {
    await cluster.kubectl.run(['drain', node, `--pod-selector=namespace=${namespace.name}`, '--force']);
    await expect(happened).toContainText(`${first} was evicted: its node ${node} is being drained.`);
  } finally {
    await cluster.kubectl.run(['uncordon', node]);
  }
  await expect.poll(() => portolan.phase('web'), { timeout: 60_000 }).toBe('active');
  await happened.getByRole('button', { name: /^Show all/ }).click();
  const lines = (await happened.getByRole('listitem').locator('.selectable').allInnerTexts()).toReversed();
  const [second = ''] = await namespace.readyPods('app=web');
  // How far a pod is while it is waited for, and when the cluster tells what ended a container, differ from run to run.
  const passing = lines.filter((line) => / Waiting for (?:a ready|a new) one\.$/.test(line));
  const returns = lines.filter((line) => line.startsWith('Back on '));
  expect(passing.filter((line) => ![first, second].some((pod) => line.includes(pod)))).toEqual([]);
  expect(returns.map((line) => line.replace(/[\d.]+ seconds/, '… seconds'))).toEqual([
    `Back on ${first} after … seconds.`,
    `Back on ${second} after … seconds.`,
  ]);
  expect(lines.filter((line) => ![...passing, ...returns].includes(line))).toEqual([
    'Started by you.',
    `Listening on 127.0.0.1, port ${String(port)}.`,
    `Connected to ${first}.`,
    `A client reset its connection to ${first}.`,
    `Container server of ${first} ended with exit code 3.`,
    `${first} was evicted: its node ${node} is being drained.`,
  ]);

  await fetch(`http://127.0.0.1:${String(port)}/ready/off`);
  const probe = 'Readiness probe failed: HTTP probe failed with statuscode: 503';
  await expect(happened).toContainText(`${second} is not ready: ${probe}`);
  await picture(portolan, 'causes');
});

test('a login that ends is told once for all its forwards, and they go on once there is another', async ({
  realCluster: { kubectl },
  namespace,
  home,
}) => {
  const person = await Person.create(kubectl, namespace, home);
  await using portolan = await home.launch();
  await watchNotifications(portolan);
  await forwardWeb(portolan, person.target);
  await forwardWeb(portolan, person.target, 'web too');
  await portolan.page.getByText('svc/web').first().click();
  const happened = portolan.page.getByRole('region', { name: 'What happened' });

  await person.loseLogin();
  const entry = portolan.page.getByRole('navigation').getByRole('button', { name: /^personal/ });
  await expect(entry).toContainText('login');
  await expect(portolan.announced(/^personal: Needs login\. \S/)).toHaveCount(1);
  await expect.poll(() => notifications(portolan)).toEqual(['personal needs a login']);
  expect([await portolan.phase('web'), await portolan.phase('web too')]).toEqual(['waiting', 'waiting']);
  // The first moments of a gap are one line, that of the pod; the next try, half a minute later, tells the login.
  const refused = 'The cluster of context “personal” does not accept the credentials.';
  await expect(happened).toContainText(refused, { timeout: 60_000 });

  await person.logIn();
  await expect.poll(() => portolan.phase('web'), { timeout: 60_000 }).toBe('active');
  await expect.poll(() => portolan.phase('web too')).toBe('active');
  // The newest line is the first.
  await expect(happened).toContainText(new RegExp(`Back on web-.*${refused}`, 's'));
  const told = await notifications(portolan);
  expect(told.filter((title) => title.includes('login'))).toEqual(['personal needs a login']);
});

test('a login that ends is not told where that and losses are turned off', async ({
  realCluster: { kubectl },
  namespace,
  home,
}) => {
  const person = await Person.create(kubectl, namespace, home);
  await using portolan = await home.launch();
  const { page } = portolan;
  await watchNotifications(portolan);
  const port = await forwardWeb(portolan, person.target);
  await page.keyboard.press('ControlOrMeta+,');
  for (const kind of ['A forward is lost', 'A forward is back', 'A cluster needs a login'])
    await turn(page, kind, false);

  await person.loseLogin();
  await expect(page.getByRole('navigation').getByRole('button', { name: /^personal/ })).toContainText(
    'login',
  );
  await outlastHold(port);
  await person.logIn();
  await expect.poll(() => portolan.phase('web'), { timeout: 60_000 }).toBe('active');
  expect(await notifications(portolan)).toEqual([]);
});

test('a right that is taken is told once, and a click leads to what to do; with the right it works again', async ({
  realCluster: { kubectl },
  namespace,
  home,
}) => {
  const person = await Person.create(kubectl, namespace, home);
  await using portolan = await home.launch();
  await watchNotifications(portolan);
  const port = await forwardWeb(portolan, person.target);

  await namespace.kubectl('delete', 'rolebinding', 'port-forwarder');
  // Its tunnel is allowed already; the next one is not.
  await namespace.kubectl('delete', 'pod', '--selector=app=web', '--wait=false');
  const told = async () => {
    await fetch(`http://127.0.0.1:${String(port)}/`).catch(() => undefined);
    return notifications(portolan);
  };
  // Who was allowed before is refused for half a minute until that is believed: an API server that starts refuses all.
  await expect.poll(told, { timeout: 90_000 }).toContain('web is no longer working');
  await clickNewestNotification(portolan);
  const details = portolan.details('web');
  await expect(details).toContainText('Needs you');
  expect((await notifications(portolan)).filter((title) => title.includes('no longer'))).toHaveLength(1);

  await person.mayForward();
  await details.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => portolan.phase('web')).toBe('active');
});

/** Starts a forward to the service `web`, and resolves with its port once it is active. */
async function forwardWeb(
  portolan: Portolan,
  target: { readonly context: string; readonly namespace: string },
  label = 'web',
): Promise<number> {
  await addForward(portolan, { label, target, ports: [':http'], start: true });
  await expect.poll(() => portolan.phase(label)).toBe('active');
  return Number(await portolan.port(label));
}
