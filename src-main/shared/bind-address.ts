import { z } from 'zod';
import { message } from './language/message.ts';
import { ProblemError } from './problem.ts';
import { says } from './rule.ts';

/** Both loopback addresses: a refused ::1 costs clients one to two seconds on Windows. */
export const defaultBindAddresses: readonly string[] = ['127.0.0.1', '::1'];

/** An IP address to listen on, in its usual text form without brackets; a zone (`fe80::1%eth0`) is allowed. */
export const BindAddress = z.string().refine(isIpAddress, says(message('input.notIpAddress')));
export type BindAddress = z.infer<typeof BindAddress>;

/**
 * Reads kubectl's `--address` list: IP addresses and `localhost`, separated by commas.
 * Duplicates are dropped, order kept. Throws `invalidInput`.
 */
export function parseBindAddresses(text: string): string[] {
  const words = bindWords(text);
  if (words.length === 0) throw new ProblemError('invalidInput', message('input.noAddress'));
  const wrong = words.find(({ meant }) => !meant.every(isIpAddress));
  if (wrong !== undefined) {
    throw new ProblemError('invalidInput', message('input.notAddress', { text: wrong.word }));
  }
  return [...new Set(words.flatMap(({ meant }) => meant))];
}

/** Each word of such a list as it was typed, with the addresses it means; also words that mean none are given back. */
export function bindWords(text: string): { readonly word: string; readonly meant: readonly string[] }[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  return words.map((word) => {
    const address = word.replace(/^\[(.*)\]$/, '$1').toLowerCase();
    return { word, meant: address === 'localhost' ? defaultBindAddresses : [address] };
  });
}

/** True for addresses that only this computer reaches (RFC 1122 127/8, RFC 4291 ::1, and its IPv4-mapped form). */
export function isLoopback(address: string): boolean {
  return /^127\./.test(address) || address === '::1' || /^::ffff:127\./.test(address);
}

/** True when other machines could reach at least one of the addresses: the forward carries the LAN mark. */
export function isExposed(addresses: readonly string[]): boolean {
  return addresses.some((address) => !isLoopback(address));
}

/** `127.0.0.1:8080` or `[::1]:8080`. */
export function formatEndpoint(endpoint: { readonly address: string; readonly port: number }): string {
  const host = endpoint.address.includes(':') ? `[${endpoint.address}]` : endpoint.address;
  return `${host}:${String(endpoint.port)}`;
}

function isIpAddress(text: string): boolean {
  if (/^\d+(\.\d+){3}$/.test(text)) return z.ipv4().safeParse(text).success;
  const zone = text.indexOf('%');
  return z.ipv6().safeParse(zone === -1 ? text : text.slice(0, zone)).success;
}
