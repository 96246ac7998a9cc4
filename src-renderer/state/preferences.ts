/** How this window was last looked at; nothing here is truth, and losing it costs a click. */
const prefix = 'portolan.';

/** The namespace last looked at in a context: null for all, undefined where none was chosen yet. */
export function rememberedNamespace(context: string): string | null | undefined {
  const text = localStorage.getItem(`${prefix}namespace.${context}`);
  if (text === null) return undefined;
  return text === '' ? null : text;
}

export function rememberNamespace(context: string, namespace: string | null): void {
  localStorage.setItem(`${prefix}namespace.${context}`, namespace ?? '');
}

/** The groups of forwards of which this window shows only the head. */
export function rememberedCollapsedGroups(): readonly string[] {
  const text = localStorage.getItem(`${prefix}collapsedGroups`);
  return text === null || text === '' ? [] : text.split('\n');
}

export function rememberCollapsedGroups(names: Iterable<string>): void {
  localStorage.setItem(`${prefix}collapsedGroups`, [...names].join('\n'));
}

/** By which column a list is sorted, and whether from its end. */
export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

/** Null where the list was last as it came. */
export function rememberedOrder(list: string): Order | null {
  const [column = '', direction] = localStorage.getItem(`${prefix}order.${list}`)?.split(' ') ?? [];
  return column === '' ? null : { column, descending: direction === 'descending' };
}

export function rememberOrder(list: string, order: Order | null): void {
  const text = order === null ? '' : `${order.column} ${order.descending ? 'descending' : 'ascending'}`;
  localStorage.setItem(`${prefix}order.${list}`, text);
}
