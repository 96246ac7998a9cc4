import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { chooseLanguage, type Language } from '../../shared/language/language.ts';
import { type Message, say } from '../../shared/language/message.ts';
import { http } from '../net/http.ts';
import type { LocalAnswer } from './answer.ts';

/** An answer that is a sentence of ours, in a language that the client understands. */
export function sentence(
  { headers }: Pick<IncomingMessage, 'headers'>,
  status: number,
  words: Message,
): LocalAnswer {
  const text = Buffer.from(`${say(languageOf(headers['accept-language'] ?? ''), words)}\n`);
  return {
    status,
    statusText: http.STATUS_CODES[status] ?? '',
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': String(text.length),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      date: new Date().toUTCString(),
    },
    body: Readable.from([text], { objectMode: false }),
  };
}

/** Browsers write the best language first. */
function languageOf(accepted: string): Language {
  return chooseLanguage(accepted.split(',').map((item) => (item.split(';', 1)[0] ?? '').trim()));
}
