import type { Portolan } from './portolan.ts';

/** A place where the keyboard is, and how well that can be seen. */
export interface Stop {
  readonly name: string;
  /** Of its mark with what lies behind it; 0 where there is none. */
  readonly contrast: number;
}

export interface Round {
  readonly stops: readonly Stop[];
  /** What can be clicked, and that no key leads to. */
  readonly missed: readonly string[];
}

/**
 * Goes to every place that the keyboard reaches, and back to where it was: by arrows through an open menu, else by Tab
 * until it comes back, which in a dialog is round the dialog. Where something goes with the focus, as a list of
 * suggestions or a name that is written in its row does, the keyboard stays.
 */
export async function goRound(portolan: Portolan): Promise<Round> {
  const { page } = portolan;
  // Colours at rest, not on their way.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const before = await page.evaluateHandle(() => {
    for (const each of document.querySelectorAll('[data-reached]')) each.removeAttribute('data-reached');
    const listening = new AbortController();
    // At the end of the window the focus comes round by itself, maybe only after it was looked for.
    document.addEventListener(
      'focusin',
      ({ target }) => (target as Element).setAttribute('data-reached', ''),
      listening,
    );
    const scrolled = [...document.querySelectorAll('*')].map(
      (element) => [element, element.scrollTop] as const,
    );
    return { focused: document.activeElement, scrolled, listening };
  });
  const place = await page.evaluate(() => {
    for (const each of document.querySelectorAll('[data-stop]')) each.removeAttribute('data-stop');
    const goesWithFocus = '[role=listbox]:popover-open, [role=row] input';
    if (document.querySelector(goesWithFocus) !== null) return 'here';
    return document.activeElement?.closest('[role=menu]') instanceof Element ? 'menu' : 'page';
  });
  const stops =
    place === 'here'
      ? [await page.evaluate(stopHere)].filter((stop) => stop !== null && stop !== 'again')
      : await follow(portolan, place === 'menu' ? 'ArrowDown' : 'Tab');
  const missed = place === 'page' ? await page.evaluate(missedControls) : [];
  await before.evaluate(({ focused, scrolled, listening }) => {
    listening.abort();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    for (const [element, top] of scrolled) element.scrollTop = top;
  });
  await before.dispose();
  await page.emulateMedia({ reducedMotion: null });
  return { stops, missed };
}

/** Where the key leads, press by press, until it leads nowhere new. */
async function follow({ page }: Portolan, key: string): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let count = 0; count < 200; count += 1) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(stopHere);
    if (stop === 'again') return stops;
    if (stop !== null) stops.push(stop);
  }
  throw new Error(`${key} does not come back after ${stops.map(({ name }) => name).join(', ')}`);
}

/** In the page: where the keyboard is; null for nowhere in it, `again` for where it was before. */
function stopHere(): Stop | 'again' | null {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return null;
  if (focused.hasAttribute('data-stop')) return 'again';
  focused.setAttribute('data-stop', '');
  focused.setAttribute('data-reached', '');
  // Of a list that is walked from its field, the option.
  const option = focused.getAttribute('aria-activedescendant');
  const element = (option === null ? null : document.getElementById(option)) ?? focused;
  const marks = [element, ...ancestors(element)].map(markOf);
  const name = `${element.tagName} ${element.ariaLabel ?? element.textContent.trim().slice(0, 40)}`;
  return { name, contrast: marks.find((contrast) => contrast > 0) ?? 0 };

  /** Of an outline, which a field's border joins, or of the line below. */
  function markOf(each: Element): number {
    const style = getComputedStyle(each);
    const { outlineStyle, outlineWidth, outlineColor, borderColor, borderWidth } = style;
    const border = borderColor === outlineColor ? parseFloat(borderWidth) : 0;
    if (outlineStyle !== 'none' && parseFloat(outlineWidth) + border >= 2)
      return contrastOf(outlineColor, each);
    return parseFloat(style.borderBottomWidth) >= 2 ? contrastOf(style.borderBottomColor, each) : 0;
  }

  function contrastOf(colour: string, of: Element): number {
    const ground = ancestors(of)
      .map((each) => getComputedStyle(each).backgroundColor)
      .find((each) => (rgba(each)[3] ?? 1) === 1);
    const lights = [luminance(colour), luminance(ground ?? 'rgb(255 255 255)')];
    return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
  }

  function rgba(colour: string): number[] {
    return (colour.match(/[\d.]+/g) ?? []).map(Number);
  }

  function luminance(colour: string): number {
    const [red = 0, green = 0, blue = 0] = rgba(colour).map((value) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function ancestors(of: Element): Element[] {
    const found: Element[] = [];
    for (let at = of.parentElement; at !== null; at = at.parentElement) found.push(at);
    return found;
  }
}

/** In the page: what Tab did not reach, and what no arrow leads to from there either. */
function missedControls(): string[] {
  const reached = [...document.querySelectorAll('[data-reached]')];
  const dialog = reached[0]?.closest('[role=dialog]') ?? null;
  const round = dialog !== null && reached.every((each) => dialog.contains(each)) ? dialog : document;
  const controls = 'button:enabled, input:enabled, select:enabled, textarea:enabled, a[href], summary';
  return [...round.querySelectorAll<HTMLElement>(controls)]
    .filter((control) => control.checkVisibility({ visibilityProperty: true }))
    .filter((control) => !control.hasAttribute('data-reached') && !isWalked(control))
    .map((control) => `${control.tagName} ${control.ariaLabel ?? control.textContent.trim().slice(0, 40)}`);

  /** One of several that share a stop. */
  function isWalked(control: HTMLElement): boolean {
    const isShared = control.tabIndex === -1 || control.matches('[type=radio]');
    const several = control.closest(
      '[role=grid], [role=treegrid], [role=tablist], [role=radiogroup], nav ul',
    );
    return isShared && several?.querySelector('[data-reached]') instanceof Element;
  }
}
