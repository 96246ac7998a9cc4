import type { app as Words } from '../en/app.ts';
import { names, number } from './grammar.ts';

export const app: typeof Words = {
  'alert.away': ({ contexts }) => `${subject(contexts, '个集群')}无法访问`,
  'alert.back': ({ labels }) => `${subject(labels, '个转发')}已恢复`,
  'alert.clusterBack': ({ contexts }) => `${subject(contexts, '个集群')}已恢复`,
  'alert.ending': ({ labels, left }) =>
    `${subject(labels, '个转发')}${labels.length === 1 ? `将在 ${left}后结束` : '即将结束'}`,
  'alert.endingFirst': ({ left }) => `按设定，第一个将在 ${left}后结束。你可以让它们继续运行。`,
  'alert.endingSentence': '它会按设定自动结束。你可以让它继续运行。',
  'alert.failed': ({ labels }) => `${subject(labels, '个转发')}已停止工作`,
  'alert.needsLogin': ({ contexts }) => `${subject(contexts, '个集群')}需要登录`,
  'alert.servesAgain': '新连接已恢复正常。',
  'alert.several': ({ names: shown, more, why }) =>
    `${more === 0 ? names(shown) : `${shown.join('、')} 等，另有 ${number(more)} 个`}。${why}`,
  'alert.waiting': ({ labels }) => `${subject(labels, '个转发')}正在等待`,
  'alert.windowSaysWhy': '请打开 Portolan 查看原因和处理方法。',

  'app.opening': '正在打开…',
  'app.couldNotStart': 'Portolan 无法启动',
  'app.docsUnopened': ({ path }) => `系统未能打开 ${path}。请在文件管理器中打开此文件夹。`,
  'app.fileUnwritable': ({ path }) => `无法写入 ${path}。请选择其他位置，或检查该位置的写入权限。`,
  'app.foreignRequest': '只有 Portolan 的窗口可以发出此请求。未执行任何操作。',
  'app.noOpenAddress': '此转发目前没有打开的地址。请先启动它，再打开。',
  'app.quit': '退出 Portolan',
  'app.saveAs': '另存为',
  'app.unknownRequest': 'Portolan 无法识别此请求。请重启应用。',

  'keychain.late': ({ seconds }) => `钥匙串在 ${seconds} 秒内没有响应。`,
  'keychain.unavailable':
    '系统的钥匙串没有响应，因此令牌和密钥仅在本次运行期间保留。请解锁或安装钥匙串，然后重新启动 Portolan。',

  'tray.copyAddress': '复制地址',
  'tray.group': ({ name, active, all }) => `${name}  ${active}/${all} 运行中`,
  'tray.more': ({ more, among }) => `${[`窗口中还有 ${number(more)} 个`, ...among].join(' · ')}…`,
  'tray.none': '暂无转发',
  'tray.open': '打开 Portolan',
  'tray.openInBrowser': '在浏览器中打开',
  'tray.startAll': '全部启动',
  'tray.startGroup': '启动分组',
  'tray.stopAll': '全部停止',
  'tray.stopGroup': '停止分组',
  'tray.tooltip': ({ active, all }) => `Portolan：${active}/${all} 运行中`,
  'tray.waitingForPod': '等待 Pod',
};

/** `web `, `3 个转发`; a name stands apart from Chinese words. */
function subject(names: readonly string[], noun: string): string {
  return names.length === 1 ? `${names.join()} ` : `${number(names.length)} ${noun}`;
}
