import { Transform, type TransformCallback } from 'node:stream';
import { rootOf } from '../web/own-path.ts';
import { localLink, type Place } from './place.ts';

/** Longest beginning of a link before the API server's path, in bytes: its origin. */
const longestOrigin = 300;

/**
 * Takes the API server's path out of a page's links again. It puts it into those attributes of tags that hold links, and
 * quotes them (apimachinery 0.36, `rewriteHTML`), so that the path is looked for there only.
 */
export class LinkUndoing extends Transform {
  readonly #place: Place;
  /** What may be the beginning of a link: bytes as Latin-1, each one character, whatever they are encoded in. */
  #rest = '';

  constructor(place: Place) {
    super();
    this.#place = place;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const text = this.#rest + chunk.toString('latin1');
    const from = this.#undo(text);
    const kept = Math.max(from, text.length - longestOrigin - this.#place.path.length);
    this.#pass(text.slice(from, kept));
    this.#rest = text.slice(kept);
    done();
  }

  override _flush(done: TransformCallback): void {
    this.#pass(this.#rest);
    done();
  }

  /** Passes on all up to the last link that is whole; gives back where that ends. */
  #undo(text: string): number {
    const { path } = this.#place;
    let from = 0;
    for (let found = text.indexOf(path); found >= 0; found = text.indexOf(path, found + path.length)) {
      const after = found + path.length;
      const before = text.slice(Math.max(from, found - longestOrigin), found);
      const origin = before.slice(before.lastIndexOf('="') + 2);
      const isLink = before.includes('="') && localLink(this.#place, origin + path) === '/';
      // Of what follows, so much is there as tells a path of ours from another host; else it is looked at again with more.
      const next = /^(?:["?#]|\/[^])/.exec(text.slice(after, after + 2))?.[0];
      if (!isLink || next === undefined) continue;
      this.#pass(text.slice(from, found - origin.length));
      this.#pass(rootOf(next));
      from = after;
    }
    return from;
  }

  #pass(text: string): void {
    if (text !== '') this.push(text, 'latin1');
  }
}
