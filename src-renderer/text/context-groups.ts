import type { ContextInfo } from '../../src-main/shared/catalog.ts';

/** The contexts that come from one place: a kubeconfig file, the window's own dialog, or the demo. */
export interface ContextGroup {
  /** The file, or what stands for one. */
  readonly key: string;
  readonly source: ContextInfo['source'];
  /** Null for contexts that stand in no file of the person's. */
  readonly file: string | null;
  readonly contexts: readonly ContextInfo[];
}

/** The contexts by the place they come from, in the order in which they are read. */
export function contextGroups(contexts: readonly ContextInfo[]): readonly ContextGroup[] {
  const byPlace = Map.groupBy(contexts, ({ file, source }) => file ?? source);
  return [...byPlace].flatMap(([key, members]) => {
    const [first] = members;
    return first === undefined ? [] : [{ key, source: first.source, file: first.file, contexts: members }];
  });
}
