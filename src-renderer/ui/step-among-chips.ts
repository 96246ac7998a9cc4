import { shortcutKey } from '../text/shortcut-key.ts';

/** The keys of a row with buttons (`data-chip`): arrows go from one to the next, Enter and space press the first. */
export function stepAmongChips(event: KeyboardEvent, row: HTMLElement): boolean {
  const { target } = event;
  const key = shortcutKey(event);
  const chips = [...row.querySelectorAll<HTMLElement>('[data-chip]')];
  const at = chips.findIndex((chip) => chip === target);
  if (key === 'ArrowRight') chips[Math.min(at + 1, chips.length - 1)]?.focus();
  else if (key === 'ArrowLeft') (at > 0 ? chips[at - 1] : row)?.focus();
  else if ((key === 'Enter' || key === ' ') && target === row)
    chips.find((chip) => chip.ariaDisabled === null)?.click();
  else return false;
  return true;
}
