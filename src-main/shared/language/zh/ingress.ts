import type { ingress as Words } from '../en/ingress.ts';
import { number } from './grammar.ts';

export const ingress: typeof Words = {
  'ingress.addressOfController': '该 Ingress 没有写明地址，这里列出的是其控制器监听的地址。',
  'ingress.classMissing': ({ name }) =>
    `没有名为 ${name} 的 Ingress 类，控制器可能会忽略此 Ingress。请指定已存在的类。`,
  'ingress.classesUnread': '你无权列出 Ingress 类，因此不知道由哪个控制器提供服务。',
  'ingress.conflict': ({ other, place, older }) =>
    `Ingress ${other} 也声明了 ${place}${older === null ? '' : `；其中 ${older} 创建得更早`}。由其控制器决定用哪一个。`,
  'ingress.conflictServed': ({ other, place, older }) =>
    `Ingress ${other} 也声明了 ${place}；其中 ${older} 创建得更早，ingress-nginx 会采用它。`,
  'ingress.controllerInside': ({ namespace, service }) =>
    `此 Ingress 没有地址，其控制器的服务（${namespace} 中的 svc/${service}）只在集群内开放。可以使用本地入口。`,
  'ingress.defaultBackend': '它接收其他规则都不匹配的请求。',
  'ingress.defaultClass': ({ name }) => `它没有指定类，这里假定使用集群默认的 ${name}。`,
  'ingress.insideOnly': '该 Ingress 写明的地址只在集群内部可达。可通过转发连接其控制器。',
  'ingress.moreIngresses': ({ more }) => `还有 ${number(more)} 个 Ingress 通向这里，未列出。`,
  'ingress.noClass': '它没有指定类，集群也没有默认的类。请指定应由哪个控制器的类提供服务。',
  'ingress.noPort': '其控制器没有为该 Ingress 所需的协议在外部监听。',
  'ingress.oddRules': ({ odd }) => `它有 ${number(odd)} 条规则无法理解，也可能通向这里。`,
  'ingress.plainRedirects': '这里的普通 HTTP 通常会被重定向到 HTTPS。',
  'ingress.portMissing': ({ ingress, service, port }) =>
    port === null
      ? `Ingress ${ingress} 没有指定 Service ${service} 的端口。`
      : `Ingress ${ingress} 指向 Service ${service} 的端口 ${port}，但该 Service 没有这个端口。`,
  'ingress.withoutAddress': ({ name }) =>
    `还没有控制器为该 Ingress 分配地址。请检查${name === null ? '控制器' : `类 ${name} 的控制器`}是否在运行，或使用转发。`,
};
