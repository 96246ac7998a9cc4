import { rememberedNamespace, rememberNamespace } from './preferences.ts';

/** What of one cluster's catalogue a person looks at: in which namespace, what, and through which filter. */
export class Browsing {
  readonly context: string;
  /** Null means all. */
  namespace = $state.raw<string | null>(null);
  picking = $state(false);
  tab = $state('services');
  filter = $state('');

  /** As a sentence names it. */
  readonly where = $derived.by(() =>
    this.namespace === null ? this.context : `namespace ${this.namespace}`,
  );

  /** `own` is the namespace that the context names. */
  constructor(context: string, own: string) {
    this.context = context;
    // The context's own namespace is a person's choice; `default` is what stands there without one.
    const first = own === 'default' ? null : own;
    const remembered = rememberedNamespace(context);
    this.namespace = remembered === undefined ? first : remembered;
  }

  /** Looks there, and the next time too. */
  choose(namespace: string | null): void {
    this.namespace = namespace;
    rememberNamespace(this.context, namespace);
  }
}
