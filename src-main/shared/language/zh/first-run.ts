import type { firstRun as Words } from '../en/first-run.ts';
import { number } from './grammar.ts';

export const firstRun: typeof Words = {
  'firstRun.added': '在 Portolan 中添加',
  'firstRun.contexts': ({ contexts }) => `${number(contexts)} 个上下文`,
  'firstRun.current': '当前',
  'firstRun.currentHint': 'kubeconfig 的 current-context',
  'firstRun.demo': '演示集群',
  'firstRun.demoHint': '只在本机运行的小型商店，其中的 Pod 可以随意删除。',
  'firstRun.importHint':
    '可导入 kubectl 命令、portolan.yaml，以及 kftray、Kube Forwarder 和 kportal 的文件。',
  'firstRun.more': '其他开始方式',
  'firstRun.paste': '粘贴 kubeconfig',
  'firstRun.pasteHint': '也可以填写服务器和令牌。机密信息保存在系统钥匙串中。',

  'settings.help': '帮助',
  'settings.tour': '导览',
  'settings.tourSentence': '三个步骤：转发端口、找到地址、了解关闭窗口后会怎样。',

  'tour.again': '再次显示导览',
  'tour.port': '点击端口即可转发',
  'tour.portSentence': '它会立即在本机获得一个地址。高亮的端口表示已经转发。',
  'tour.address': '地址在这里',
  'tour.addressSentence': '点击即可复制。端口始终不变，重启之后也一样；前面的开关可停止转发。',
  'tour.tray': '在托盘中继续运行',
  'tour.traySentence': '关闭窗口后，转发继续运行。Pod 终止时，新连接会等待下一个 Pod。',
  'tour.stepOf': ({ step, steps }) => `${step}/${steps}`,
  'tour.back': '上一步',
  'tour.done': '完成',
  'tour.next': '下一步',
  'tour.skip': '跳过',
};
