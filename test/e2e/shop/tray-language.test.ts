import { addForward } from '../support/add-forward.ts';
import { expect } from '../support/expect.ts';
import { applicationMenus } from '../support/menus.ts';
import { notificationTexts, watchNotifications } from '../support/notifications.ts';
import { test } from '../support/on-shop.ts';
import { trayLabels, watchTray } from '../support/tray.ts';

test('tray, menu and notifications speak the chosen language, and the tray says which forward others can reach', async ({
  app: portolan,
  shop,
}) => {
  await watchTray(portolan);
  await watchNotifications(portolan);
  await addForward(portolan, {
    label: 'shared',
    ports: [':http'],
    addresses: ['0.0.0.0'],
    allowExposure: true,
    holdMs: 100,
    start: true,
  });
  await expect.poll(() => portolan.phase('shared')).toBe('active');
  const address = `0.0.0.0:${String(await portolan.port('shared'))}`;
  const labels = () => trayLabels(portolan);
  const menus = async () => (await applicationMenus(portolan)).slice(-5);
  await expect
    .poll(labels)
    .toEqual([
      `● shared  ${address}  LAN`,
      '-',
      'Copy Address',
      'Open in Browser',
      '-',
      'Start All',
      'Stop All',
      '-',
      'Open Portolan',
      'Quit Portolan',
    ]);
  await expect.poll(menus).toEqual(['&File', 'Edit', '&View', 'Window', 'Help']);

  await portolan.request('settings.change', { language: 'zh-CN' });
  await expect
    .poll(labels)
    .toEqual([
      `● shared  ${address}  局域网`,
      '-',
      '复制地址',
      '在浏览器中打开',
      '-',
      '全部启动',
      '全部停止',
      '-',
      '打开 Portolan',
      '退出 Portolan',
    ]);
  await expect.poll(menus).toEqual(['文件(&F)', '编辑', '查看(&V)', '窗口', '帮助']);
  await portolan.request('settings.change', { language: 'ja' });
  await expect
    .poll(labels)
    .toEqual([
      `● shared  ${address}  LAN`,
      '-',
      'アドレスをコピー',
      'ブラウザーで開く',
      '-',
      'すべて開始',
      'すべて停止',
      '-',
      'Portolan を開く',
      'Portolan を終了',
    ]);
  await expect.poll(menus).toEqual(['ファイル(&F)', '編集', '表示(&V)', 'ウィンドウ', 'ヘルプ']);
  await shop.scaleWeb(0);
  await expect
    .poll(() => notificationTexts(portolan))
    .toEqual([['shared は待機中です', expect.stringMatching(/[\u3040-\u30ff]/)]]);

  await portolan.request('settings.change', { language: 'zh-CN' });
  await shop.scaleWeb(2);
  const told = async () => (await notificationTexts(portolan)).slice(1);
  const back = ['shared 已恢复', '新连接已恢复正常。'];
  await expect.poll(told).toEqual([back]);
  await shop.scaleWeb(0);
  await expect
    .poll(told)
    .toEqual([back, ['shared 正在等待', expect.stringMatching(/^[^\u3040-\u30ff]+。$/)]]);
});
