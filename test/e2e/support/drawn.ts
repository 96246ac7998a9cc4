import type { Page } from '@playwright/test';

/** All that moves has come to rest, and what is in the page is on the screen. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const isMoving = () =>
      document
        .getAnimations()
        .some(
          ({ playState, effect }) => playState === 'running' && effect?.getTiming().iterations !== Infinity,
        );
    // Not their promises: that of a transition which begins anew never settles.
    for (let frames = 0; frames < 3; frames = isMoving() ? 0 : frames + 1)
      await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}
