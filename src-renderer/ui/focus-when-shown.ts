import { tick } from 'svelte';

/** A row is measured in the frame after it was added; more means that it is not coming. */
const framesToWait = 10;

/** Focuses a row of a virtual list: until it was measured it is invisible, and refuses the focus. */
export async function focusWhenShown(find: () => HTMLElement | null | undefined): Promise<void> {
  for (let frame = 0; frame < framesToWait; frame += 1) {
    await tick();
    const element = find() ?? null;
    element?.focus({ preventScroll: true });
    if (element !== null && document.activeElement === element) return;
    await new Promise(requestAnimationFrame);
  }
}
