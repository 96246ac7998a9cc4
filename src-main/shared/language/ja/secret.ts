import type { secret as Words } from '../en/secret.ts';

export const secret: typeof Words = {
  'secret.link': 'Secret を関連付け…',
  'secret.change': '関連付けた Secret を変更',
  'secret.linked': ({ secret, keys }) => `Secret ${secret}: ${keys.join('、')}`,
  'secret.title': ({ label }) => `${label} の Secret`,
  'secret.description':
    '保存されるのは名前とキーだけです。読み取るのは Secret かキーを選ぶときとコピーするときだけで、値はどこにも保存しません。',
  'secret.name': 'Secret の名前',
  'secret.userKey': 'ユーザー名のキー',
  'secret.noUser': 'ユーザー名なし',
  'secret.passwordKey': 'パスワードのキー',
  'secret.typed': '名前とキーを入力してください。コピーするときに読み取りを試みます。',
  'secret.unlink': '関連付けを解除',
  'secret.unusable':
    '名前には英小文字、数字、「-」、「.」、キーには英字、数字、「-」、「_」、「.」を使えます。',
  'secret.copyPassword': 'パスワードをコピー',
  'secret.copyUrl': 'パスワード付き URL をコピー',
  'secret.held': ({ seconds }) => `${seconds} 秒後にクリップボードから消去`,
  'secret.copied': 'コピーしました。30 秒後にクリップボードから消去します。',
  'secret.cleared': 'クリップボードからパスワードを消去しました。',
  'secret.replaced': 'クリップボードには別の内容があるため、そのまま残します。',

  'secret.noKey': ({ secret, key }) =>
    `Secret「${secret}」にキー「${key}」がありません。別のキーを選択してください。`,
  'secret.notLinked': 'この転送には Secret が関連付けられていません。先に関連付けてください。',
  'secret.notText': ({ secret, key }) =>
    `Secret「${secret}」の「${key}」はテキストではなくバイナリです。別のキーを選択してください。`,
  'secret.notThere': ({ secret }) =>
    `サーバーで「${secret}」という名前のものは Secret ではありません。別の Secret を選択してください。`,
};
