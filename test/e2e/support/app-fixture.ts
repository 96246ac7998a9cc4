import { expect } from './expect.ts';
import type { Portolan } from './portolan.ts';
import type { TestHome } from './test-home.ts';

/** The app of a test, which runs in its home. It leaves no complaint of the page, and no fault of ours in the log. */
export async function appFixture(
  { home }: { readonly home: TestHome },
  use: (portolan: Portolan) => Promise<void>,
): Promise<void> {
  await using portolan = await home.launch();
  await use(portolan);
  expect(portolan.complaints).toEqual([]);
  if (portolan.process.exitCode === null) expect(await portolan.faults()).toEqual([]);
}
