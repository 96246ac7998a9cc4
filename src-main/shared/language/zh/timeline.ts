import type { timeline as Words } from '../en/timeline.ts';
import { names, number, tenths } from './grammar.ts';

export const timeline: typeof Words = {
  'timeline.back': ({ pods, seconds }) => `${tenths(seconds)} 秒后恢复，已连接到 ${pods}。`,
  'timeline.backHeld': ({ pods, seconds, held, lost }) =>
    `${tenths(seconds)} 秒后恢复，已连接到 ${pods}；暂存了 ${number(held)} 个连接，${lost === 0 ? '无一丢失' : `丢失 ${number(lost)} 个`}。`,
  'timeline.broughtBack': '已恢复并启动。',
  'timeline.connected': ({ pods }) => `已连接到 ${pods}。`,
  'timeline.leaving': ({ pod, open }) => `${pod} 正在终止；其上的 ${number(open)} 个连接将继续直至结束。`,
  'timeline.listening': ({ places }) => `正在监听 ${places.join('；')}。`,
  'timeline.moved': ({ from, to }) => `已从 ${from} 切换到 ${to}。`,
  'timeline.newConnections': ({ pods }) => `新连接现在转到 ${pods}。`,
  'timeline.place': ({ addresses, ports }) => `${names(addresses)}，端口 ${names(ports)}`,
  'timeline.podCount': ({ pods }) => `${number(pods)} 个 Pod`,
  'timeline.podNames': ({ names: pods }) => names(pods),
  'timeline.portMoved': ({ from, endpoint }) => `端口 ${from} 现已被其他程序占用，已改用 ${endpoint}。`,
  'timeline.keptRunning': '由你继续运行：结束前的时长重新计算。',
  'timeline.keptPort': '端口未被接管，已保留该端口并重新启动。',
  'timeline.startedAgain': '已随 Portolan 重新启动。',
  'timeline.startedByYou': '由你启动。',
  'timeline.startedWithAll': '由你与所有其他转发一起启动。',
  'timeline.startedWithNew': '已用新设置启动。',
  'timeline.startedWithOld': '已用之前的设置启动。',
  'timeline.startedWithOthers': '由你与其他转发一起启动。',
  'timeline.stopped': '已停止。',
};
