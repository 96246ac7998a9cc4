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
