import { addForward } from './support/add-forward.ts';
import { numbered } from './support/crowd.ts';
import { expect } from './support/expect.ts';
import { test } from './support/on-demo.ts';
import { speaking } from './support/speaking.ts';
import { momentIn } from './support/written.ts';

for (const locale of ['en_US', 'en_GB', 'en_ZA', 'ja_JP', 'zh_CN']) {
  test(`moments and large numbers are written as in the system's region: ${locale}`, async ({
    home,
    demo,
  }) => {
    test.skip(process.platform !== 'linux', 'Elsewhere the environment does not choose the region.');
    const ports = [{ name: 'http', port: 80 }];
    for (const name of numbered(1_234, (number) => `one-of-many-${String(number)}`))
      demo.create('services', 'shop', { metadata: { name }, spec: { ports } });
    await using portolan = await home.launch({ env: speaking(locale) });
    const { page } = portolan;
    await addForward(portolan, { label: 'web', ports: [':http'], start: true });
    await page.getByText('svc/web').first().click();
    const tag = locale.replace('_', '-');
    const moment = page.getByRole('complementary').getByRole('time').last();
    await expect(moment).toHaveAttribute('title', await momentIn(tag, moment));
    await portolan.showCluster();
    const tab = page.getByRole('tab', { selected: true });
    await expect(tab).toHaveText(/1\D2\d\d$/);
    const text = await tab.innerText();
    const count = Number(text.replaceAll(/\D/g, ''));
    expect(text).toContain(new Intl.NumberFormat(tag).format(count));
  });
}
