import type { entrance as Words } from '../en/entrance.ts';
import { number } from './grammar.ts';

export const entrance: typeof Words = {
  'entrance.ambiguous': ({ services }) =>
    `有 ${number(services)} 个 Service 可能通向其控制器，但无从得知是哪一个。`,
  'entrance.local': '只有运行控制器就绪 Pod 的节点会应答（externalTrafficPolicy: Local）。',
  'entrance.moreAddresses': ({ more }) =>
    `另有${more === null ? '许多' : ` ${number(more)} 个`}地址未在此显示。`,
  'entrance.sideUnread': ({ address }) =>
    `你无权列出所有命名空间的 Service，因此不知道 ${address} 是否在集群内部。`,
  'entrance.unknown': '没有 Service 表明其控制器在哪里监听。请检查控制器是否在运行，或使用转发。',
  'entrance.unread': '你无权列出所有命名空间的 Service，因此不知道其控制器在哪里监听。',
};
