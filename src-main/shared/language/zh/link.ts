import type { link as Words } from '../en/link.ts';

export const link: typeof Words = {
  'link.asked': '此转发由一个链接请求。请确认它指向何处；点击“转发”之前不会运行任何内容。',
  'link.contextMissing': ({ name }) => `这里没有名为“${name}”的上下文。请选择集群。`,
  'link.empty': ({ name }) => `参数“${name}”没有值。`,
  'link.invisible': '其中含有不可见的字符。',
  'link.noPort': '未指定端口。请添加一个，例如 port=8080:http。',
  'link.noTarget': '未指定目标。请添加一个，例如 target=svc/web。',
  'link.notForward': '仅支持 portolan://forward?…。',
  'link.tooLong': ({ most }) => `长度超过 ${most} 个字符。`,
  'link.tooOften': ({ name, most }) =>
    most === 1 ? `参数“${name}”出现了不止一次。` : `参数“${name}”出现超过 ${most} 次。`,
  'link.unknown': ({ name }) =>
    `参数“${name}”未知。可用的参数有 context、namespace、target、port、address 和 label。`,
  'link.unusable': ({ why }) => `打开的链接无法使用。${why}`,
  'link.valueTooLong': ({ name, most }) => `参数“${name}”超过 ${most} 个字符。`,
  'link.waits': '已打开一个链接。关闭当前对话框后将显示其请求的转发。',
};
