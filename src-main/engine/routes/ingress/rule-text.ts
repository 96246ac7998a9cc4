import { isIP } from 'node:net';
import { encodeUnseen } from '../cluster-text.ts';

/** A DNS name as rules write it, which may begin with `*.`. */
const hostName = /^(\*\.)?[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?$/i;

/** What no path needs that is only a path: they mean something to regular expressions or to shells' patterns. */
const patternSigns = /[*+?^$|\\()[\]{}]/;

/** The longest path that is shown; RFC 9110 asks servers to take URLs of 8,000 bytes, and no rule comes near. */
const maxPathLength = 2_000;

/** True for a DNS name, also with a wildcard in front. */
export function isRuleHost(host: unknown): host is string {
  return typeof host === 'string' && hostName.test(host);
}

/** True for an IP address or a DNS name that can be connected to. */
export function isPlaceHost(host: unknown): host is string {
  return typeof host === 'string' && (isIP(host) !== 0 || (isRuleHost(host) && !host.startsWith('*')));
}

/**
 * The path of a rule as an address has it: what is missing is the root, and what cannot be seen is percent-encoded. With
 * `mayMatch` it is a pattern where it looks like one, else only where it is no path. Null for one that is too long.
 */
export function rulePath(
  path: string | null | undefined,
  mayMatch: boolean,
): { readonly path: string; readonly isPattern: boolean } | null {
  const written = path || '/';
  if (written.length > maxPathLength) return null;
  return {
    path: encodeUnseen(written),
    isPattern: !written.startsWith('/') || (mayMatch && patternSigns.test(written)),
  };
}
