import type { Portolan } from './portolan.ts';

/** Of the main process and of the window, in MB. */
export interface Memory {
  readonly main: number;
  readonly window: number;
}

export async function memoryOf({ app }: Portolan): Promise<Memory> {
  const sizes = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ type, memory }) => ({ type, size: memory.workingSetSize })),
  );
  const sizeOf = (wanted: string) => {
    const found = sizes.find(({ type }) => type === wanted);
    return found === undefined ? NaN : Math.round(found.size / 1_024);
  };
  return { main: sizeOf('Browser'), window: sizeOf('Tab') };
}
