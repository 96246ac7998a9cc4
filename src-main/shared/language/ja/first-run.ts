import type { firstRun as Words } from '../en/first-run.ts';
import { number } from './grammar.ts';

export const firstRun: typeof Words = {
  'firstRun.added': 'Portolan で追加',
  'firstRun.contexts': ({ contexts }) => `コンテキスト ${number(contexts)} 件`,
  'firstRun.current': '現在',
  'firstRun.currentHint': 'kubeconfig の current-context',
  'firstRun.demo': 'デモクラスター',
  'firstRun.demoHint': 'このコンピューター内だけで動く小さなショップです。Pod は自由に削除できます。',
  'firstRun.importHint':
    'kubectl コマンド、portolan.yaml、kftray・Kube Forwarder・kportal のファイルを読み込めます。',
  'firstRun.more': 'ほかの始め方',
  'firstRun.paste': 'kubeconfig を貼り付け',
  'firstRun.pasteHint':
    'サーバーとトークンでも追加できます。機密情報はシステムのキーチェーンに保存されます。',

  'settings.help': 'ヘルプ',
  'settings.tour': 'ツアー',
  'settings.tourSentence':
    'ポートの転送、アドレスの場所、ウィンドウを閉じた後の動作を 3 ステップで紹介します。',

  'tour.again': 'ツアーをもう一度表示',
  'tour.port': 'ポートをクリックして転送',
  'tour.portSentence':
    'このコンピューターのアドレスがすぐに割り当てられます。ハイライトされたポートは転送済みです。',
  'tour.address': 'アドレスはここ',
  'tour.addressSentence':
    'クリックするとコピーされます。ポートは再起動後も変わりません。前のスイッチで転送を停止できます。',
  'tour.tray': 'トレイで動き続ける',
  'tour.traySentence':
    'ウィンドウを閉じても転送は続きます。Pod が終了すると、新しい接続は次の Pod を待ちます。',
  'tour.stepOf': ({ step, steps }) => `${step}/${steps}`,
  'tour.back': '戻る',
  'tour.done': '完了',
  'tour.next': '次へ',
  'tour.skip': 'スキップ',
};
