import { message, type Message } from '../../src-main/shared/language/message.ts';
import type { TargetKind } from '../../src-main/shared/target.ts';
import { rememberedNamespace, rememberNamespace } from './preferences.ts';

/** The lists of the catalogue, each on its tab. */
export const tabs = ['services', 'workloads', 'pods'] as const;
export type Tab = (typeof tabs)[number];

/** The list in which targets of a kind stand. */
export function tabOf(kind: TargetKind): Tab {
  switch (kind) {
    case 'service':
      return 'services';
    case 'pod':
      return 'pods';
    case 'deployment':
    case 'replicaset':
    case 'statefulset':
    case 'daemonset':
    case 'job':
      return 'workloads';
  }
}

/** The rows of a list, as a sentence names them. */
export function rowsOf(tab: Tab): Message {
  return message(`catalog.rows.${tab}`);
}

/** What of one cluster's catalogue a person looks at: in which namespace, what, and through which filter. */
export class Browsing {
  readonly context: string;
  readonly #own: () => string;
  /** Undefined until a person chooses. */
  #chosen = $state.raw<string | null | undefined>();
  picking = $state(false);
  tab: Tab;
  filter = $state('');

  /** Null means all. */
  readonly namespace = $derived.by(() => {
    if (this.#chosen !== undefined) return this.#chosen;
    const own = this.#own();
    // The context's own namespace is a person's choice; `default` is what stands there without one.
    return own === 'default' ? null : own;
  });

  /** As a sentence names it. */
  readonly where = $derived.by(() =>
    this.namespace === null
      ? message('verbatim', { text: this.context })
      : message('catalog.inNamespace', { namespace: this.namespace }),
  );

  /** `own` is the namespace that the context names, asked anew: a cluster may be shown before its context is heard of. */
  constructor(context: string, tab: Tab, own: () => string) {
    this.context = context;
    this.tab = $state(tab);
    this.#own = own;
    this.#chosen = rememberedNamespace(context);
  }

  /** Looks there, and the next time too. */
  choose(namespace: string | null): void {
    this.#chosen = namespace;
    rememberNamespace(this.context, namespace);
  }
}
