import type { input as Words } from '../en/input.ts';

export const input: typeof Words = {
  'input.exposed':
    'このアドレスにはほかのコンピューターから接続できる可能性があります。明示的に許可するか、127.0.0.1 と ::1 を使用してください。',
  'input.noAddress':
    'アドレスが指定されていません。127.0.0.1 を使用するか、両方のループバックアドレスを表す localhost を使用してください。',
  'input.notAddress': ({ text }) =>
    `「${text}」は待ち受けアドレスではありません。このコンピューターの IP アドレス (127.0.0.1、::1、0.0.0.0 など) または localhost を使用してください。`,
  'input.notBalance': ({ text }) =>
    `「${text}」は負荷分散の方式ではありません。sticky、round-robin、least-connections、pod=NAME のいずれかを使用してください。`,
  'input.nothingChanged': '変更がありません',
  'input.nothingToBalance':
    '対象が 1 つの Pod のため、負荷分散はできません。sticky を使用するか、Service またはワークロードを選択してください。',
  'input.notIpAddress': 'IP アドレスではありません',
  'input.notLocalPort': ({ text }) =>
    `「${text}」はローカルポートではありません。1～65535 の数値を使用してください。`,
  'input.notName': ({ text }) =>
    `「${text}」は Kubernetes の名前として使用できません。英小文字、数字、「-」、「.」を使用し、先頭と末尾は英小文字または数字にしてください。`,
  'input.notNamespace': ({ text }) =>
    `「${text}」は名前空間ではありません。英小文字、数字、「-」を 63 文字以内で使用してください。`,
  'input.notPort': ({ text }) =>
    `「${text}」はポートではありません。1～65535 の数値、または http などのポート名を使用してください。`,
  'input.notPortPair': ({ text }) =>
    `「${text}」はポートの組ではありません。8080:80、8443:https、:5000 のように LOCAL:REMOTE の形式で入力してください。`,
  'input.notRemotePort': ({ text }) =>
    `「${text}」は対象ポートではありません。1～65535 の数値を使用してください。`,
  'input.notTarget': ({ text }) =>
    `「${text}」は対象ではありません。svc/web のように TYPE/NAME の形式で入力してください。TYPE は pod、svc、deploy、rs、sts、ds、job のいずれかです。`,
  'input.unusable': '入力内容を使用できません。修正してからもう一度お試しください。',
  'input.unusableField': ({ field, fault }) =>
    `入力内容を使用できません (${field ?? '入力'}: ${fault})。修正してからもう一度お試しください。`,
};
