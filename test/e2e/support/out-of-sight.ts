import type { Portolan } from './portolan.ts';

/** A text of the page, and how much of it is hidden by what is around it. */
interface SeenText {
  readonly text: string;
  readonly where: string;
  /** In CSS pixels. */
  readonly size: { readonly width: number; readonly height: number };
  readonly hidden: { readonly width: number; readonly height: number };
  /** A tooltip says it whole, be it in other words between its parts. */
  readonly isTold: boolean;
  /** Where it is cut, an ellipsis shows that. */
  readonly hasEllipsis: boolean;
  /** Our own words, not what somebody else named. */
  readonly isOurs: boolean;
}

/** What of the view a person cannot see, each with why. */
export async function outOfSight({ page }: Portolan): Promise<string[]> {
  const wide = await page.evaluate(wideThings);
  const texts = await page.evaluate(seenTexts);
  const fields = await page.evaluate(narrowFields);
  return [
    ...wide.map((name) => `out of the window: ${name}`),
    ...texts.filter(isLost).map(({ where, text }) => `cut off: ${where} “${text}”`),
    ...fields.map((name) => `wider than its field: ${name}`),
  ];
}

/**
 * A name may lose its end to an ellipsis, or give way altogether, where a tooltip says it whole. What we say ourselves is
 * never cut.
 */
function isLost(seen: SeenText): boolean {
  if (!isCut(seen)) return false;
  return seen.isOurs || !seen.isTold || !(seen.hasEllipsis || isGone(seen));
}

/** More than the room that a font keeps around its letters. */
function isCut({ hidden }: SeenText): boolean {
  return hidden.width > 1.5 || hidden.height > 4;
}

function isGone({ size, hidden }: SeenText): boolean {
  return hidden.width >= size.width - 1 || hidden.height >= size.height - 1;
}

/** In the page: what is wider than the window, and in nothing that scrolls sideways. */
function wideThings(): string[] {
  const selector = 'button, input, select, textarea, h1, h2, h3, [role=row], [role=dialog]';
  return [...document.querySelectorAll<HTMLElement>(selector)]
    .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && (right > innerWidth + 1 || left < -1) && !isScrolledTo(element);
    })
    .map((element) => `${element.tagName} ${element.ariaLabel ?? element.textContent.slice(0, 40)}`);

  function isScrolledTo(element: HTMLElement): boolean {
    for (let at = element.parentElement; at !== null; at = at.parentElement) {
      const { left, right } = at.getBoundingClientRect();
      const isWithin = left >= -1 && right <= innerWidth + 1;
      if (isWithin && at.scrollWidth > at.clientWidth && getComputedStyle(at).overflowX === 'auto')
        return true;
    }
    return false;
  }
}

/** In the page: all text for the eye. What can be scrolled to is not hidden. */
function seenTexts(): SeenText[] {
  const ours = 'label, legend, .button, [role=tab], [role=menuitem], [role=status], [role=dialog] :is(h2, p)';
  const found: SeenText[] = [];
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const node = nodes.currentNode;
    const text = inOneLine(node.textContent ?? '');
    const around = ancestors(node);
    const [element] = around;
    if (element === undefined || text === '' || !isForTheEye(element, around)) continue;
    const { size, hidden } = measure(node, around);
    if (size.width < 1) continue;
    found.push({
      text,
      where: `${element.tagName}.${element.className}`,
      size,
      hidden,
      isTold: around.some(({ title }) => text.split(' · ').every((part) => inOneLine(title).includes(part))),
      hasEllipsis: around.some((each) => {
        const { textOverflow, webkitLineClamp } = getComputedStyle(each);
        return textOverflow === 'ellipsis' || webkitLineClamp !== 'none';
      }),
      // What is set as code is somebody else's name, also in a label of ours.
      isOurs: element.closest(ours) !== null && element.closest('.mono') === null,
    });
  }
  return found;

  function inOneLine(words: string): string {
    return words.replace(/\s+/g, ' ').trim();
  }

  function ancestors(node: Node): HTMLElement[] {
    const all: HTMLElement[] = [];
    for (let at = node.parentElement; at !== null; at = at.parentElement) all.push(at);
    return all;
  }

  function isForTheEye(element: Element, around: readonly Element[]): boolean {
    return (
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest('svg, option, textarea') === null &&
      // As `.sr-only` is.
      around.every((each) => getComputedStyle(each).clipPath !== 'inset(50%)')
    );
  }

  function measure(node: Node, around: readonly Element[]): Pick<SeenText, 'size' | 'hidden'> {
    const range = document.createRange();
    range.selectNodeContents(node);
    let { left, right, top, bottom } = range.getBoundingClientRect();
    const size = { width: right - left, height: bottom - top };
    const hidden = { width: 0, height: 0 };
    /** What is placed is not cut by what it is not placed in. */
    let placed = 'static';
    for (const each of around) {
      const { position, overflowX, overflowY, overflowClipMargin } = getComputedStyle(each);
      if (placed === 'fixed' || (placed === 'absolute' && position === 'static')) continue;
      placed = position;
      const box = each.getBoundingClientRect();
      const margin = overflowX === 'clip' ? parseFloat(overflowClipMargin) : 0;
      if (/auto|scroll/.test(overflowX)) ({ left, right } = box);
      else if (overflowX !== 'visible')
        hidden.width = Math.max(hidden.width, box.left - margin - left, right - box.right - margin);
      if (/auto|scroll/.test(overflowY)) ({ top, bottom } = box);
      else if (overflowY !== 'visible')
        hidden.height = Math.max(hidden.height, box.top - margin - top, bottom - box.bottom - margin);
    }
    return { size, hidden };
  }
}

/** In the page: fields whose choice, or whose words while they are empty, have no room. */
function narrowFields(): string[] {
  const pen = document.createElement('canvas').getContext('2d');
  return [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')]
    .filter((field) => field.checkVisibility({ visibilityProperty: true }))
    .filter((field) => {
      const { fontWeight, fontSize, fontFamily, paddingLeft, paddingRight } = getComputedStyle(field);
      if (pen === null) return false;
      pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
      const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
      return pen.measureText(wordsOf(field)).width > room + 1 && !field.title.includes(wordsOf(field));
    })
    .map((field) => `${field.tagName} “${wordsOf(field)}”`);

  function wordsOf(field: HTMLInputElement | HTMLSelectElement): string {
    if (field instanceof HTMLSelectElement) return field.selectedOptions[0]?.text ?? '';
    return field.value === '' ? field.placeholder : '';
  }
}
