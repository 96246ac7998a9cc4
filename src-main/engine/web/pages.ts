import type { IncomingMessage, ServerResponse } from 'node:http';
import { chooseLanguage, type Language } from '../../shared/language/language.ts';
import { type Message, say } from '../../shared/language/message.ts';

/** Answers with a sentence of ours, in a language that the client understands. */
export function sendSentence(
  { headers }: Pick<IncomingMessage, 'headers'>,
  response: ServerResponse,
  status: number,
  words: Message,
): void {
  const text = `${say(languageOf(headers['accept-language'] ?? ''), words)}\n`;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(text);
}

/** Browsers write the best language first. */
function languageOf(accepted: string): Language {
  return chooseLanguage(accepted.split(',').map((item) => (item.split(';', 1)[0] ?? '').trim()));
}
