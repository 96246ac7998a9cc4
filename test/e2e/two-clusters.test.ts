import { startDemoCluster } from '../../src-main/demo/demo-cluster.ts';
import { addForward } from './support/add-forward.ts';
import { expect } from './support/expect.ts';
import { notificationTexts, watchNotifications } from './support/notifications.ts';
import { test } from './support/on-demo.ts';
import { launchWithStandby } from './support/standby.ts';

test('two clusters that are lost at one moment are one notification, as are their return, their pods and their logins; one after the other they are two', async ({
  home,
  demo,
}) => {
  await using standby = await startDemoCluster();
  await using portolan = await launchWithStandby(home, standby);
  const clusters = [demo, standby];
  const contexts = ['demo', 'standby'];
  const allAre = async (phase: string) => {
    for (const context of contexts) await expect.poll(() => portolan.phase(`web on ${context}`)).toBe(phase);
  };
  const start = async (...away: readonly number[]) => {
    for (const index of away) await clusters[index]?.startApi();
    for (const context of contexts) await portolan.request('cluster.retry', { context });
  };
  let told = 0;
  /** What is told from now on, until it is this. */
  const expectTold = async (...expected: readonly (readonly [title: string, body: unknown])[]) => {
    await expect.poll(async () => (await notificationTexts(portolan)).slice(told)).toEqual(expected);
    told += expected.length;
  };
  for (const context of contexts) {
    await addForward(portolan, {
      label: `web on ${context}`,
      target: { context },
      ports: [':http'],
      holdMs: 100,
      start: true,
    });
  }
  await allAre('active');
  await watchNotifications(portolan);
  const inWindow = both('', 'Open Portolan to see why, and what to do.');
  const serves = 'New connections are served again.';

  for (const cluster of clusters) await cluster.stopApi();
  await expectTold(['2 clusters are away', inWindow]);
  await start(0, 1);
  await expectTold(['2 clusters are back', both('', serves)]);

  await demo.stopApi();
  await expectTold(['demo is away', expect.any(String)]);
  await standby.stopApi();
  await expectTold(['standby is away', expect.any(String)]);
  await start(0);
  await expectTold(['demo is back', serves]);
  await start(1);
  await expectTold(['standby is back', serves]);

  for (const cluster of clusters) cluster.scale('shop', 'web', 0);
  await expectTold(['2 forwards are waiting', both('web on ', '')]);
  for (const cluster of clusters) cluster.scale('shop', 'web', 2);
  await expectTold(['2 forwards are back', both('web on ', serves)]);

  for (const cluster of clusters) {
    cluster.rotateToken();
    cluster.faults.dropWatches();
  }
  await expectTold(['2 clusters need a login', inWindow]);
});

/** Why, of both: whichever was lost first. */
function both(before: string, why: string): unknown {
  const [demo, standby] = [`${before}demo`, `${before}standby`];
  return expect.stringMatching(new RegExp(`^(${demo} and ${standby}|${standby} and ${demo})\\. ${why}`));
}
