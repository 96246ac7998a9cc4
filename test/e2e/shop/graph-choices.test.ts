import { Agent, get } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect } from '../support/expect.ts';
import { test } from '../support/on-shop.ts';
import { addForward } from '../support/add-forward.ts';

/** A client that keeps its one connection, and so its pod. */
class Client implements Disposable {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  ask(path: string): Promise<string> {
    const answer = Promise.withResolvers<string>();
    get(`${this.#url}${path}`, { agent: this.#agent }, (response) => answer.resolve(text(response))).on(
      'error',
      answer.reject,
    );
    return answer.promise;
  }

  async pod(): Promise<string> {
    return /pod=(\S+)/.exec(await this.ask('/'))?.[1] ?? 'none';
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}

test('the graph shows the last hour, and one port or one pod of two alone', async ({ app: portolan }) => {
  const { page } = portolan;
  await addForward(portolan, {
    label: 'web',
    ports: [':http', ':metrics'],
    start: true,
    balance: { mode: 'roundRobin' },
  });
  await expect.poll(() => portolan.phase('web')).toBe('active');
  const state = (await portolan.snapshot()).sessions[0]?.state;
  const bound = state?.phase === 'active' ? state.bound : [];
  const [url = '', metrics = ''] = bound.map(
    ({ endpoints }) => `http://127.0.0.1:${String(endpoints[0]?.port)}`,
  );
  await page.getByText('svc/web').first().click();
  using one = new Client(url);
  using other = new Client(url);
  const pods = [await one.pod(), await other.pod()] as const;
  expect(new Set(pods).size).toBe(2);
  // Enough for more than 10 kB/s over a step of 15 seconds by the one, and less than 1 kB/s by the other.
  await one.ask('/bytes?n=500000');
  await other.ask('/bytes?n=5000');
  // As little, and sent. On the real cluster an echo answers, which is no HTTP.
  await fetch(metrics, { headers: { 'x-fill': 'x'.repeat(5_000) } }).catch(() => undefined);

  await page.getByText('1 h', { exact: true }).click();
  await expect(
    page.getByRole('slider', { name: 'All ports and pods, received and sent, the last 1 h' }),
  ).toBeVisible();
  const figure = (what: string, words: RegExp) =>
    page
      .getByRole('table', { name: `${what}, received and sent, the last 1 h` })
      .getByRole('cell', { name: words })
      .first();
  const much = /^\d\d(\.\d)?\skB\/s$/;
  const little = /^[3-9]\d\d\sB\/s$/;
  await expect(figure('All ports and pods', much)).toBeAttached({ timeout: 40_000 });
  const choice = page.getByRole('combobox', { name: 'Shown in the graph' });
  await choice.selectOption('Port http');
  await expect(figure('Port http', much)).toBeAttached();
  await choice.selectOption('Port metrics');
  await expect(figure('Port metrics', little)).toBeAttached();
  await expect(figure('Port metrics', much)).toHaveCount(0);
  await choice.selectOption(`Pod ${pods[0]}`);
  await expect(figure(`Pod ${pods[0]}`, much)).toBeAttached();
  await choice.selectOption(`Pod ${pods[1]}`);
  await expect(figure(`Pod ${pods[1]}`, little)).toBeAttached();
  await expect(figure(`Pod ${pods[1]}`, much)).toHaveCount(0);
  await expect(page.locator('.plot canvas')).toBeVisible();

  // The first step is drawn at the right edge, though it is the only one.
  await choice.press('Tab');
  await expect(page.locator('.tip')).toContainText('B/s');
});
