import type { pods as Words } from '../en/pods.ts';
import { number } from './grammar.ts';

export const pods: typeof Words = {
  'pod.beingDeleted': ({ pod }) => `Pod ${pod} は削除中です。`,
  'pod.containerEnded': ({ pod, status }) => `Pod ${pod} のコンテナが終了しました (${status})。`,
  'pod.containerNotStarting': ({ pod, status }) => `Pod ${pod} のコンテナを起動できません (${status})。`,
  'pod.crashing': ({ pod, restarts }) =>
    `Pod ${pod} がクラッシュを繰り返しています (CrashLoopBackOff、再起動 ${number(restarts)} 回)。`,
  'pod.deleted': ({ pod }) => `Pod ${pod} は削除されました。`,
  'pod.failed': ({ pod, reason }) => `Pod ${pod} は失敗しました${reason === null ? '' : ` (${reason})`}。`,
  'pod.finished': ({ pod }) => `Pod ${pod} は完了しました。`,
  'pod.imageMissing': ({ pod, status }) => `Pod ${pod} のイメージを取得できません (${status})。`,
  'pod.noLongerReady': ({ pod }) => `Pod ${pod} は準備完了の状態ではなくなりました。`,
  'pod.none': ({ target }) =>
    `${target} には Pod がありません。Pod を待っています。レプリカ数が 0 でないか確認してください。`,
  'pod.noneLeft': ({ seen }) => `${seen}新しい Pod を待っています。`,
  'pod.noneOfAllReady': ({ trouble, all, target }) =>
    `${trouble}${target} の Pod ${number(all)} 個はいずれも準備が完了していません。Pod の準備完了を待っています。`,
  'pod.noneReady': ({ target }) =>
    `${target} には準備完了の Pod がありません。Pod の準備完了を待っています。`,
  'pod.noneReadyFor': ({ trouble }) => `${trouble}Pod の準備完了を待っています。`,
  'pod.notReady': ({ pod }) => `Pod ${pod} は実行中ですが、準備が完了していません。`,
  'pod.starting': ({ pod, status }) => `Pod ${pod} は起動中です (${status})。`,
  'pod.unschedulable': ({ pod, reason }) =>
    `Pod ${pod} をスケジュールできません${reason === null ? '' : `: ${reason}`}。`,
  'targetPort.missing': ({ object, port, declared }) =>
    `${object} に TCP ポート ${port} はありません。${declared.length === 0 ? 'ポートが宣言されていないため、ポート番号を使用してください。' : `次のいずれかを選択してください: ${declared.join('、')}。`}`,
  'targetPort.notTcp': ({ object, port, protocol }) =>
    `${object} のポート ${port} は ${protocol} のため、Kubernetes では転送できません。TCP ポートを選択してください。`,
  'targetPort.unread': ({ pod, port }) =>
    `Pod ${pod} のポート「${port}」を確認できません: Pod の読み取り権限がありません。ポート番号を使用するか、Pod の get 権限を依頼してください。`,
};
