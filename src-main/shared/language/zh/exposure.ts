import type { exposure as Words } from '../en/exposure.ts';

export const exposure: typeof Words = {
  'exposure.ended': ({ after }) => `已按设定在 ${after} 后自动结束。`,
  'exposure.notEndAfter': ({ text }) =>
    `“${text}”不是有效的结束时间。请使用 1m 到 7d 之间的时间，例如 30m 或 8h。`,
  'exposure.notPeers': ({ text }) =>
    `“${text}”不是地址或网段。请使用 192.168.1.20 或 192.168.1.0/24 这样的写法。`,
  'exposure.refused': ({ address }) => `已拒绝 ${address}：它不在允许连接的名单中。`,
  'exposure.tooManyPeers': ({ most }) => `地址和网段超过 ${most} 个。请改用更少、更大的网段。`,
  'production.unconfirmed': ({ context }) => `${context} 已标记为生产环境。请确认后再执行。`,
};
