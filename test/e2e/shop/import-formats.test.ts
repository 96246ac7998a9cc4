import type { Locator } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shellCommands } from '../../../src-main/shared/shell-words.ts';
import { findKubectl, KubectlForward } from '../../support/demo-kubectl.ts';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { picture } from '../support/picture.ts';
import { addForward } from '../support/add-forward.ts';

/** As kftray 0.27 exports it. */
const kftray = JSON.stringify(
  [
    {
      service: 'web',
      namespace: 'shop',
      local_port: 18_080,
      remote_port: 80,
      context: 'demo',
      workload_type: 'service',
      protocol: 'tcp',
      remote_address: '',
      local_address: '127.0.0.1',
      auto_loopback_address: false,
      alias: 'shop-web',
      domain_enabled: false,
      kubeconfig: 'default',
      target: '',
    },
    {
      service: '',
      namespace: 'shop',
      local_port: 15_432,
      remote_port: 5432,
      context: 'demo',
      workload_type: 'pod',
      protocol: 'tcp',
      local_address: '127.0.0.1',
      alias: 'orders',
      kubeconfig: 'default',
      target: 'app=orders-db',
    },
    {
      service: 'kube-dns',
      namespace: 'kube-system',
      local_port: 5353,
      remote_port: 53,
      context: 'demo',
      workload_type: 'service',
      protocol: 'udp',
      local_address: '127.0.0.1',
      alias: 'dns',
      kubeconfig: 'default',
    },
  ],
  null,
  2,
);

/** As Kube Forwarder 1.5 exports it. */
const kubeForwarder = JSON.stringify({
  version: 2,
  clusters: [
    {
      id: '5b0f7a3e-6a0e-4a4e-9d5c-0d0d3c8a0f11',
      name: 'minikube',
      config: { storingMethod: 'path', path: '/home/ada/.kube/config', currentContext: 'minikube' },
      _services: [
        {
          id: '0b54b5bd-1c19-43c0-a5ae-7d2a5b1e9c01',
          clusterId: '5b0f7a3e-6a0e-4a4e-9d5c-0d0d3c8a0f11',
          alias: 'Shop front',
          namespace: 'shop',
          workloadType: 'deployment',
          workloadName: 'web',
          forwards: [
            { id: 'f1', localPort: 18_081, remotePort: 8080 },
            { id: 'f2', localPort: 0, remotePort: 9090 },
          ],
        },
        {
          id: '0b54b5bd-1c19-43c0-a5ae-7d2a5b1e9c02',
          alias: '',
          namespace: 'shop',
          workloadType: 'cronjob',
          workloadName: 'tidy-up',
          forwards: [{ id: 'f3', localPort: 18_082, remotePort: 80 }],
        },
      ],
    },
  ],
});

/** A `.kportal.yaml` as its documentation has it. */
const kportal = `# ~/.kportal.yaml
healthCheck:
  interval: "3s"
  timeout: "2s"
mdns:
  enabled: true
contexts:
  - name: demo
    namespaces:
      - name: shop
        forwards:
          - resource: service/orders-db
            protocol: tcp
            port: 5432
            localPort: 15432
            alias: orders
          - resource: pod
            selector: app=search
            protocol: tcp
            port: 7700
            localPort: 17700
            alias: search
      - name: payments
        forwards:
          - resource: service/api
            protocol: tcp
            port: 8080
            localPort: 18083
            httpLog: true
`;

const texts = (dialog: Locator, region: string) =>
  dialog.getByRole('region', { name: region }).getByRole('listitem');

interface Case {
  readonly program: string;
  readonly text: string;
  readonly understood: string;
  readonly added: readonly RegExp[];
  readonly left: readonly RegExp[];
  /** Label, second line and local port of each row that comes of it. */
  readonly rows: readonly (readonly [label: string, second: string, port: string])[];
  /** A name that is not one of this person's contexts. */
  readonly stranger?: string;
}

const cases: readonly Case[] = [
  {
    program: 'kftray',
    text: kftray,
    understood: 'a kftray export',
    added: [/shop-web\s+svc\/web · shop\s+18080:80/],
    left: [
      /orders It takes pods by their labels \(app=orders-db\)/,
      /dns Kubernetes forwards only TCP ports/,
    ],
    rows: [['shop-web', 'svc/web · shop · demo', '18080']],
  },
  {
    program: 'Kube Forwarder',
    text: kubeForwarder,
    understood: 'a Kube Forwarder export',
    added: [/Shop front\s+deploy\/web · shop\s+18081:8080 :9090/],
    left: [
      /tidy-up “cronjob\/tidy-up” is not a target/,
      /kubeconfig Not kept: the cluster chosen here for “minikube” is used/,
    ],
    rows: [['Shop front', 'deploy/web · shop · demo', '18081']],
    stranger: 'minikube',
  },
  {
    program: 'kportal',
    text: kportal,
    understood: 'a kportal file',
    added: [/orders\s+svc\/orders-db · shop\s+15432:5432/, /api\s+svc\/api · payments\s+18083:8080/],
    left: [
      /search It takes pods by their labels \(app=search\)/,
      /httpLog Not kept for svc\/api: Portolan writes no log of requests/,
      /healthCheck Not kept: Portolan notices by itself when a pod is lost/,
      /mdns Not kept: Portolan announces no \.local names/,
    ],
    rows: [
      ['orders', 'svc/orders-db · shop · demo', '15432'],
      ['api', 'svc/api · payments · demo', '18083'],
    ],
  },
];

for (const { program, text, understood, added, left, rows, stranger } of cases) {
  test(`what ${program} exports is pasted, looked at, and added`, async ({ app: portolan }) => {
    const dialog = await portolan.openImport(text);
    await expect(dialog.getByRole('status').filter({ hasText: understood })).toBeVisible();
    await expect(texts(dialog, 'What will be added')).toHaveText([...added]);
    await expect(texts(dialog, 'Left out')).toHaveText([...left]);
    expect((await portolan.snapshot()).forwards).toEqual([]);
    const add = dialog.getByRole('button', { name: /^Add \d+ forwards?$/ });
    if (stranger !== undefined) {
      await expect(add).toBeDisabled();
      await dialog.getByLabel(`Cluster for “${stranger}”`).selectOption('demo');
    }
    await add.click();
    for (const [label, second, port] of rows) {
      const row = portolan.row(second);
      await expect(row).toContainText(label);
      await expect(row).toContainText(port);
      await expect(row).toContainText('Stopped');
    }
    expect((await portolan.snapshot()).forwards.map((forward) => forward.target.context)).toEqual(
      rows.map(() => 'demo'),
    );
  });
}

test('a kubeconfig that a line of kubectl names is told not to be kept', async ({ app: portolan }) => {
  const dialog = await portolan.openImport(
    'kubectl --kubeconfig ~/.kube/team port-forward svc/web 18084:http -n shop --context demo',
  );
  await expect(texts(dialog, 'What will be added')).toHaveCount(1);
  await expect(texts(dialog, 'Left out')).toHaveText([
    '--kubeconfig Not kept for svc/web: the cluster chosen here for “demo” is used.',
  ]);
  await picture(portolan, 'import-kubeconfig');
});

test('the selected forwards and a group leave alone: as lines that kubectl runs, and as a file', async ({
  app: portolan,
  home,
}) => {
  const { page } = portolan;
  for (const [label, group, ports] of [
    ['front', 'shop', [':http']],
    ['back', 'shop', [':metrics']],
    ['alone', undefined, [':9090']],
  ] as const) {
    await addForward(portolan, { label, ports, start: false, ...(group === undefined ? {} : { group }) });
  }
  await portolan.row('alone').click();
  await portolan.row('front').click({ modifiers: ['ControlOrMeta'] });
  const bar = page.getByRole('group', { name: '2 forwards selected' });
  await bar.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Copy as kubectl commands' }).click();
  await expect(page.getByText('2 kubectl port-forward commands copied.')).toBeVisible();
  const copied = await portolan.clipboard();
  expect(copied).toBe(
    [
      'kubectl port-forward svc/web :9090 -n shop --context=demo --address 127.0.0.1\n',
      'kubectl port-forward svc/web :http -n shop --context=demo --address 127.0.0.1\n',
    ].join(''),
  );
  await forwardsWithKubectl(home.kubeconfig, copied);

  await portolan.row('front').click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Export as a workspace file' })).toBeVisible();
  await page.keyboard.press('Escape');

  const path = join(home.path, 'portolan.yaml');
  await portolan.savesTo(path);
  await portolan.row('0 of 2 active').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Export as a workspace file' }).click();
  const written = () => readFile(path, 'utf8').catch(() => '');
  await expect.poll(written).toContain('name: front');
  expect([...(await written()).matchAll(/name: (\w+)/g)].map(([, name]) => name)).toEqual(['front', 'back']);
});

test('of forwards that kubectl cannot reach comments are copied, and it is said that they are no commands', async ({
  app: portolan,
}) => {
  const { page } = portolan;
  // Portolan's own demo cluster is in no kubeconfig file.
  const target = await portolan.request('demo.start');
  await addForward(portolan, { label: 'near', ports: [':http'], start: false });
  await addForward(portolan, { label: 'far', ports: [':http'], target, start: false });
  await addForward(portolan, { label: 'distant', ports: [':http'], target, start: false });
  const copy = async (selected: number) => {
    const bar = page.getByRole('group', { name: `${selected} forwards selected` });
    await bar.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Copy as kubectl commands' }).click();
  };
  await portolan.row('far').click();
  await portolan.row('distant').click({ modifiers: ['ControlOrMeta'] });
  await copy(2);
  await expect(
    page.getByText('No command was copied. kubectl cannot reach 2 forwards; comments say why.'),
  ).toBeVisible();
  expect(await portolan.clipboard()).toMatch(/^(# .+\n){2}$/);
  await portolan.row('near').click({ modifiers: ['ControlOrMeta'] });
  await copy(3);
  await expect(
    page.getByText(
      '1 kubectl port-forward command copied. kubectl cannot reach 2 forwards; comments say why.',
    ),
  ).toBeVisible();
});

/** Runs each line with the real kubectl until it listens. */
async function forwardsWithKubectl(kubeconfig: string, lines: string): Promise<void> {
  const kubectl = await findKubectl();
  for (const [, , ...args] of shellCommands(lines)) {
    await using forward = await KubectlForward.start(kubectl, kubeconfig, true, args);
    expect(forward.port).toBeGreaterThan(0);
  }
}
