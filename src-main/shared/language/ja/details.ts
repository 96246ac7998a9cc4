import type { details as Words } from '../en/details.ts';

export const details: typeof Words = {
  'connection.closedByYou': ({ who, pod }) =>
    pod === null ? `${who} の接続を閉じました。` : `${who} から ${pod} への接続を閉じました。`,
  'connection.program': ({ name, pid, peer }) => `${name} (pid ${pid}、${peer})`,
  'connection.resetByClient': ({ pod }) =>
    pod === null
      ? 'クライアントが接続をリセットしました。'
      : `クライアントが ${pod} への接続をリセットしました。`,
};
