import type { Page } from '@playwright/test';
import { expect } from './expect.ts';

/** Turns a switch of the settings, which are shown. */
export async function turn(page: Page, name: string, on: boolean): Promise<void> {
  const control = page.getByRole('switch', { name });
  await control.click();
  await expect(control).toBeChecked({ checked: on });
}
