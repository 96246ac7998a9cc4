import type { link as Words } from '../en/link.ts';

export const link: typeof Words = {
  'link.asked':
    'この転送はリンクから要求されました。接続先を確認してください。「転送」を押すまで何も実行されません。',
  'link.contextMissing': ({ name }) =>
    `「${name}」というコンテキストはありません。クラスターを選択してください。`,
  'link.empty': ({ name }) => `パラメーター「${name}」に値がありません。`,
  'link.invisible': '目に見えない文字が含まれています。',
  'link.noPort': 'ポートが指定されていません。port=8080:http のように追加してください。',
  'link.noTarget': '対象が指定されていません。target=svc/web のように追加してください。',
  'link.notForward': '使用できるのは portolan://forward?… の形式だけです。',
  'link.tooLong': ({ most }) => `${most} 文字を超えています。`,
  'link.tooOften': ({ name, most }) =>
    most === 1
      ? `パラメーター「${name}」が複数回指定されています。`
      : `パラメーター「${name}」が ${most} 回を超えて指定されています。`,
  'link.unknown': ({ name }) =>
    `パラメーター「${name}」は使用できません。使用できるのは context、namespace、target、port、address、label です。`,
  'link.unusable': ({ why }) => `開いたリンクを使用できません。${why}`,
  'link.valueTooLong': ({ name, most }) => `パラメーター「${name}」が ${most} 文字を超えています。`,
  'link.waits': 'リンクが開かれました。この画面を閉じると、要求された転送が表示されます。',
};
