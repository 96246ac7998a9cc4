import type { details as Words } from '../en/details.ts';

export const details: typeof Words = {
  'connection.closedByYou': ({ who, pod }) =>
    pod === null ? `你关闭了 ${who} 的连接。` : `你关闭了 ${who} 到 ${pod} 的连接。`,
  'connection.program': ({ name, pid, peer }) => `${name}（pid ${pid}，${peer}）`,
  'connection.resetByClient': ({ pod }) =>
    pod === null ? '客户端重置了连接。' : `客户端重置了到 ${pod} 的连接。`,
};
