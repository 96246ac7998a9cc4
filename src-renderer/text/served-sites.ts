import type { ApiProxy } from '../../src-main/shared/api-proxy.ts';
import { typedAddress } from '../../src-main/shared/local-address.ts';
import { entryNotes, type LocalEntry } from '../../src-main/shared/local-entry.ts';
import { siteText } from '../../src-main/shared/route.ts';
import type { Endpoint } from '../../src-main/shared/session.ts';
import { formatTarget } from '../../src-main/shared/target.ts';
import { said, t } from '../language.svelte.ts';
import { placeWords } from './found-words.ts';
import { entryLook, proxyLook, proxyNotes } from './served-look.ts';
import type { StateLook } from './session-summary.ts';

/** Something of a cluster that is served at a local address. */
export interface ServedSite {
  readonly id: string;
  readonly by: 'proxy' | 'entry';
  readonly name: string;
  readonly address: string;
  readonly look: StateLook;
  /** Of the cluster. */
  readonly place: string;
  /** By which way it is served, and what is wrong there. */
  readonly words: string;
}

/** All that is served at local addresses, in the order in which it was started. */
export function servedSites(proxies: readonly ApiProxy[], entries: readonly LocalEntry[]): ServedSite[] {
  return [...proxies.map(proxySite), ...entries.map(entrySite)];
}

function proxySite(proxy: ApiProxy): ServedSite {
  const { id, target, remote, endpoints } = proxy;
  return {
    id,
    by: 'proxy',
    name: `${formatTarget(target)} ${String(remote)}`,
    address: addressOf(endpoints),
    look: proxyLook(proxy),
    place: placeWords(target),
    words: [t('ways.byApiServer'), ...proxyNotes(proxy)].join(' '),
  };
}

function entrySite(entry: LocalEntry): ServedSite {
  const { id, endpoints, context } = entry;
  return {
    id,
    by: 'entry',
    name: siteText(entry),
    address: addressOf(endpoints),
    look: entryLook(entry),
    place: context,
    words: entryNotes(entry).map(said).join(' '),
  };
}

function addressOf([endpoint]: readonly Endpoint[]): string {
  return endpoint === undefined ? '' : `http://${typedAddress(endpoint)}`;
}
