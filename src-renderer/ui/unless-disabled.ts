import type { MouseEventHandler } from 'svelte/elements';

type Click = MouseEventHandler<HTMLButtonElement>;

/**
 * What a click does, or nothing where the button is disabled in words alone (`aria-disabled`): an element that cannot have
 * the focus loses it to nowhere when it was just pressed.
 */
export function unlessDisabled(onclick: Click | null | undefined): Click {
  return (event) => {
    if (event.currentTarget.ariaDisabled === 'true') event.preventDefault();
    else onclick?.(event);
  };
}
