import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { type Page, test } from '@playwright/test';
import { defaultSettings, type ForwardSettings } from '../../src-main/shared/forward.ts';
import { parsePortPair } from '../../src-main/shared/port-pair.ts';
import { expect } from './support/expect.ts';
import { DemoHome } from './support/demo-home.ts';
import type { Portolan } from './support/portolan.ts';
import { longestStalls, watchStalls } from './support/stalls.ts';

const many = { pods: 20_000, services: 5_000, forwards: 300, contexts: 50 };

test('a crowd of pods, services, forwards and contexts is listed and filtered without a stall', async () => {
  test.setTimeout(120_000);
  await using demo = await DemoHome.create();
  demo.demo.pauseControllers();
  for (const object of numbered(many.pods, pod)) demo.demo.create('pods', 'shop', object);
  for (const object of numbered(many.services, service)) demo.demo.create('services', 'shop', object);
  const kubeconfig = join(demo.home.path, 'many-contexts');
  await writeFile(kubeconfig, manyContexts(demo.kubeconfig));
  await using portolan = await demo.launch({ kubeconfig });
  const { page } = portolan;
  await watchStalls(portolan);
  const figures: Record<string, unknown> = {};

  const forwards = await portolan.request('forward.addMany', { settings: numbered(many.forwards, forward) });
  await portolan.request('forward.startMany', { ids: forwards.map(({ id }) => id) });
  await expect
    .poll(
      async () => (await portolan.snapshot()).sessions.filter(({ state }) => state.phase === 'active').length,
    )
    .toBe(many.forwards);
  figures['300 forwards started, stalls (ms)'] = await longestStalls(portolan);
  figures['filter forwards (ms)'] = await typed(page, 'Filter forwards', 'web 17');

  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^context-00/ })
    .click();
  await page.getByRole('button', { name: /^Namespace:/ }).click();
  await page.getByRole('option', { name: 'All namespaces' }).click();
  await page.getByRole('tab', { name: /^Pods/ }).click();
  await expect(page.getByRole('tab', { name: /^Pods/ })).toContainText(/20,\d\d\d/, { timeout: 60_000 });
  figures['20,000 pods shown, stalls (ms)'] = await longestStalls(portolan);
  figures['filter pods (ms)'] = await typed(page, 'Filter pods', 'pod-199');
  await page.getByRole('tab', { name: /^Services/ }).click();
  figures['filter services (ms)'] = await typed(page, 'Filter services', 'service-49');
  figures['filtered, stalls (ms)'] = await longestStalls(portolan);
  figures['memory (MB)'] = await memory(portolan);
  console.log(figures);
});

function numbered<T>(count: number, make: (number: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** A pod that no node takes: an object like any other for whoever lists it. */
function pod(number: number) {
  const name = `pod-${String(number).padStart(5, '0')}`;
  return {
    metadata: { name, labels: { app: `app-${number % 400}` } },
    spec: {
      nodeSelector: { crowd: 'nowhere' },
      containers: [
        { name: 'main', image: 'none', ports: [{ name: 'http', containerPort: 8080 }] },
        { name: 'proxy', image: 'none', ports: [{ name: 'metrics', containerPort: 9090 }] },
      ],
    },
  };
}

function service(number: number) {
  const name = `service-${String(number).padStart(4, '0')}`;
  const ports = [
    { name: 'http', port: 80, targetPort: 'http' },
    { name: 'metrics', port: 9090, targetPort: 'metrics' },
  ];
  return { metadata: { name }, spec: { selector: { app: name }, ports } };
}

function forward(number: number): ForwardSettings {
  return {
    label: `web ${number}`,
    target: { context: contextName(number % 3), namespace: 'shop', kind: 'service', name: 'web' },
    ports: [parsePortPair(':http')],
    addresses: ['127.0.0.1'],
    ...defaultSettings,
    group: `group ${number % 12}`,
    allowExposure: false,
  };
}

function contextName(number: number): string {
  return `context-${String(number).padStart(2, '0')}`;
}

/** The same cluster under as many names. */
function manyContexts(path: string): string {
  const config = new KubeConfig();
  config.loadFromFile(path);
  const context = config.getContextObject(config.currentContext);
  if (context === null) throw new Error('The test cluster has no context.');
  config.contexts = numbered(many.contexts, (number) => ({ ...context, name: contextName(number) }));
  config.currentContext = contextName(0);
  return config.exportConfig();
}

/** Types key by key; the milliseconds from each key to the picture that shows what came of it. */
async function typed(page: Page, label: string, text: string): Promise<number[]> {
  const field = page.getByRole('searchbox', { name: label });
  await field.focus();
  const times: number[] = [];
  for (const key of text) {
    await page.evaluate(() => {
      window.addEventListener(
        'keydown',
        () => {
          const began = performance.now();
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => (window.painted = performance.now() - began);
            channel.port2.postMessage(null);
          });
        },
        { once: true, capture: true },
      );
      delete window.painted;
    });
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    await page.waitForFunction(() => window.painted !== undefined);
    times.push(Math.round(await page.evaluate(() => window.painted ?? NaN)));
  }
  return times;
}

declare global {
  interface Window {
    painted?: number;
  }
}

/** Of the main process and of the window, in MB. */
async function memory(portolan: Portolan): Promise<Record<string, number>> {
  return portolan.app.evaluate(({ app }) =>
    Object.fromEntries(
      app
        .getAppMetrics()
        .map(({ type, memory: { workingSetSize } }) => [type, Math.round(workingSetSize / 1_024)]),
    ),
  );
}
