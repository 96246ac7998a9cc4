import { newsLines, type News } from '../text/news.ts';

interface Line {
  readonly id: number;
  readonly text: string;
}

/** What happens within this time is told together, and lines follow one another at this pace. */
const beatMs = 500;
/** How many lines stay, for a screen reader that is still busy with earlier ones. */
const linesKept = 20;

/**
 * What screen readers say by themselves: changes that eyes see in the rows. Every line is an element of its own, so that
 * none is lost behind the next and the same words are said again. News that come while others are told wait together.
 */
export class Announcements {
  lines = $state.raw<readonly Line[]>([]);
  #next = 1;
  #waiting: readonly string[] = [];
  readonly #news = new Map<string, News>();
  #isTelling = false;

  /** Has something said; of several news about one thing that nobody heard yet, only the last is true. */
  announce(about: string, news: News): void {
    this.#news.set(about, news);
    if (!this.#isTelling) this.#tellLater();
  }

  #tellLater(): void {
    this.#isTelling = true;
    setTimeout(() => this.#tellNext(), beatMs);
  }

  #tellNext(): void {
    if (this.#waiting.length === 0) {
      this.#waiting = newsLines([...this.#news.values()]);
      this.#news.clear();
    }
    const [text = '', ...later] = this.#waiting;
    this.#waiting = later;
    this.lines = [...this.lines, { id: this.#next, text }].slice(-linesKept);
    this.#next += 1;
    this.#isTelling = later.length > 0 || this.#news.size > 0;
    if (this.#isTelling) this.#tellLater();
  }
}
