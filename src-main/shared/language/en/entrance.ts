import { count } from './grammar.ts';

/** Where the programs that serve Ingresses, gateways and their like listen from outside. */
export const entrance = {
  'entrance.ambiguous': ({ services }: { services: number }) =>
    `${count(services, 'service')} may lead to its controller, and nothing says which one does.`,
  'entrance.local': 'Only nodes with a ready pod of its controller answer (externalTrafficPolicy: Local).',
  /** Null for more than are counted. */
  'entrance.moreAddresses': ({ more }: { more: number | null }) =>
    `It has ${more === null ? 'many more addresses' : count(more, 'more address', 'more addresses')} than those shown here.`,
  'entrance.sideUnread': ({ address }: { address: string }) =>
    `You may not list the services of all namespaces, so whether ${address} is inside the cluster is not known.`,
  'entrance.unknown':
    'No service tells where its controller listens. Check that the controller runs, or use a forward.',
  'entrance.unread':
    'You may not list the services of all namespaces, so where its controller listens is not known.',
};
