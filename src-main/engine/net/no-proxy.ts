import { BlockList, isIP } from 'node:net';
import { domainToASCII } from 'node:url';

type Matcher = (host: string, port: string) => boolean;

/** True where the environment's proxy is not for this place, by the rules of Go's `httpproxy`, which kubectl follows. */
export function isExempt(noProxy: string, place: { readonly host: string; readonly port: string }): boolean {
  const host = place.host.toLowerCase();
  if (host === 'localhost' || loopback.check(host, familyOf(host))) return true;
  return noProxy.split(',').some((entry) => matcherOf(entry.trim().toLowerCase())(host, place.port));
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const nothing: Matcher = () => false;

function matcherOf(entry: string): Matcher {
  if (entry === '*') return () => true;
  const subnet = /^([^/]+)\/(\d{1,3})$/.exec(entry);
  if (subnet !== null) return subnetMatcher(subnet[1] ?? '', Number(subnet[2]));
  const { host, port } = splitPort(entry);
  if (host === '') return nothing;
  const matchesHost = isIP(host) === 0 ? domainMatcher(host) : addressMatcher(host);
  return (name, at) => (port === '' || port === at) && matchesHost(name, at);
}

function subnetMatcher(address: string, bits: number): Matcher {
  const family = isIP(address);
  if (family === 0 || bits > (family === 4 ? 32 : 128)) return nothing;
  const list = new BlockList();
  list.addSubnet(address, bits, familyOf(address));
  return (host) => isIP(host) !== 0 && list.check(host, familyOf(host));
}

function addressMatcher(address: string): Matcher {
  const list = new BlockList();
  list.addAddress(address, familyOf(address));
  return (host) => isIP(host) !== 0 && list.check(host, familyOf(host));
}

/** `example.com` is itself and all below it; `.example.com` and `*.example.com` are only what is below. */
function domainMatcher(entry: string): Matcher {
  const isBelowOnly = entry.startsWith('.') || entry.startsWith('*.');
  const bare = entry.replace(/^\*?\./, '');
  const domain = domainToASCII(bare) || bare;
  return (host) => host.endsWith(`.${domain}`) || (!isBelowOnly && host === domain);
}

function splitPort(entry: string): { host: string; port: string } {
  const bracketed = /^\[([^\]]*)\](?::(\d*))?$/.exec(entry);
  if (bracketed !== null) return { host: bracketed[1] ?? '', port: bracketed[2] ?? '' };
  // More than one colon without brackets is an IPv6 address.
  const named = /^([^:]*):([^:]*)$/.exec(entry);
  return named === null ? { host: entry, port: '' } : { host: named[1] ?? '', port: named[2] ?? '' };
}

function familyOf(host: string): 'ipv4' | 'ipv6' {
  return isIP(host) === 6 ? 'ipv6' : 'ipv4';
}
