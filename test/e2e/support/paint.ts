import type { Portolan } from './portolan.ts';

export type Theme = 'light' | 'dark';

/** Gives the window this theme, as the system would; resolves once it has it. */
export async function paint(portolan: Portolan, theme: Theme): Promise<void> {
  await portolan.app.evaluate(({ nativeTheme }, source) => {
    nativeTheme.themeSource = source;
  }, theme);
  await isPainted(portolan, theme);
}

/** Resolves once the window has the theme. */
export async function isPainted({ page }: Portolan, theme: Theme): Promise<void> {
  await page.waitForFunction(
    (dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark,
    theme === 'dark',
  );
}
