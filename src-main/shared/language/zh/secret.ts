import type { secret as Words } from '../en/secret.ts';

export const secret: typeof Words = {
  'secret.link': '关联 Secret…',
  'secret.change': '更改关联的 Secret',
  'secret.linked': ({ secret, keys }) => `Secret ${secret}：${keys.join('、')}`,
  'secret.title': ({ label }) => `${label} 的 Secret`,
  'secret.description': '只保存名称和键。仅在选择 Secret 或其键以及复制时读取，值不会存储在任何地方。',
  'secret.name': 'Secret 名称',
  'secret.userKey': '用户名的键',
  'secret.noUser': '无用户名',
  'secret.passwordKey': '密码的键',
  'secret.typed': '请输入名称和键，复制时会尝试读取。',
  'secret.unlink': '取消关联',
  'secret.unusable': '名称只能包含小写字母、数字、“-”和“.”；键只能包含字母、数字、“-”、“_”和“.”。',
  'secret.copyPassword': '复制密码',
  'secret.copyUrl': '复制含密码的 URL',
  'secret.held': ({ seconds }) => `${seconds} 秒后从剪贴板清除`,
  'secret.copied': '已复制，30 秒后从剪贴板清除。',
  'secret.cleared': '已从剪贴板清除密码。',
  'secret.replaced': '剪贴板中已是其他内容，予以保留。',

  'secret.noKey': ({ secret, key }) => `Secret “${secret}”中没有键“${key}”。请选择其他键。`,
  'secret.notLinked': '此转发未关联 Secret。请先关联。',
  'secret.notText': ({ secret, key }) => `Secret “${secret}”的“${key}”是二进制数据，不是文本。请选择其他键。`,
  'secret.notThere': ({ secret }) => `服务器上名为“${secret}”的对象不是 Secret。请选择其他 Secret。`,
};
