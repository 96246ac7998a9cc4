import { shortcutKey } from '../text/shortcut-key.ts';

/** The keys of a row with buttons (`data-chip`, `data-copy`): arrows go from one to the next, Enter and space press the first that does more than copy. */
export function stepAmongChips(event: KeyboardEvent, row: HTMLElement): boolean {
  const { target } = event;
  const key = shortcutKey(event);
  const chips = [...row.querySelectorAll<HTMLElement>('[data-chip], [data-copy]')];
  const at = chips.findIndex((chip) => chip === target);
  if (key === 'ArrowRight') chips[Math.min(at + 1, chips.length - 1)]?.focus();
  else if (key === 'ArrowLeft') (at > 0 ? chips[at - 1] : row)?.focus();
  else if ((key === 'Enter' || key === ' ') && target === row)
    chips.find((chip) => chip.dataset['copy'] === undefined && chip.ariaDisabled === null)?.click();
  else return false;
  return true;
}

/** Presses the row's Copy button, so that a key copies what the row shows; false where it has none. */
export function pressCopy(row: HTMLElement): boolean {
  const button = row.querySelector<HTMLElement>('[data-copy]');
  button?.click();
  return button !== null;
}
