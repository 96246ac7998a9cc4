import { type Message, message } from '../../src-main/shared/language/message.ts';

/** The columns of one of the catalogue's tables. */
export interface CatalogColumns {
  /** As CSS. */
  readonly widths: string;
  readonly headings: readonly { readonly words: Message; readonly isNumber?: boolean }[];
}

const ports = { words: message('catalog.ports') };

export const serviceColumns: CatalogColumns = {
  widths: 'minmax(104px, 1.1fr) 96px minmax(180px, 2.6fr) 92px',
  headings: [
    { words: message('catalog.service') },
    { words: message('catalog.type') },
    ports,
    { words: message('catalog.podsReady') },
  ],
};

export const workloadColumns: CatalogColumns = {
  widths: serviceColumns.widths,
  headings: [
    { words: message('catalog.workload') },
    { words: message('catalog.kind') },
    ports,
    { words: message('catalog.podsReady') },
  ],
};

export const podColumns: CatalogColumns = {
  widths: 'minmax(96px, 1.3fr) minmax(146px, 1.9fr) minmax(92px, 136px) 54px 50px',
  headings: [
    { words: message('catalog.pod') },
    ports,
    { words: message('catalog.status') },
    { words: message('catalog.restarts'), isNumber: true },
    { words: message('catalog.age'), isNumber: true },
  ],
};
