import type { DeclaredPort, PodRow, ServiceRow, WorkloadRow } from '../../src-main/shared/catalog.ts';
import { type Message, message } from '../../src-main/shared/language/message.ts';
import { podRank, readinessRank } from './readiness.ts';

/** What a row of any of the catalogue's lists has. */
export interface CatalogRow {
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  readonly ports: readonly DeclaredPort[];
  /** False for a service that can lead to no pod. */
  readonly forwardable?: boolean;
}

/** A column of one of the catalogue's tables; it is remembered by its heading's id. */
export interface CatalogColumn<R> {
  readonly heading: Message;
  /** What stands beside the heading. */
  readonly hint?: Message;
  readonly isNumber?: boolean;
  /** What the rows are sorted by, the least first. */
  readonly rank: (row: R) => string | number;
}

/** The columns of one of the catalogue's tables. */
export interface CatalogColumns<R> {
  /** As CSS. */
  readonly widths: string;
  readonly columns: readonly CatalogColumn<R>[];
}

const ports: CatalogColumn<CatalogRow> = {
  heading: message('catalog.ports'),
  hint: message('catalog.portsHint'),
  rank: (row) => row.ports.reduce((lowest, { port }) => Math.min(lowest, port), Infinity),
};

export const serviceColumns: CatalogColumns<ServiceRow> = {
  widths: 'minmax(104px, 1.1fr) 96px minmax(180px, 2.6fr) 92px',
  columns: [
    { heading: message('catalog.service'), rank: ({ name }) => name },
    { heading: message('catalog.type'), rank: ({ type }) => type },
    ports,
    {
      heading: message('catalog.podsReady'),
      rank: ({ readyPods, totalPods }) => readinessRank(readyPods, totalPods),
    },
  ],
};

export const workloadColumns: CatalogColumns<WorkloadRow> = {
  widths: serviceColumns.widths,
  columns: [
    { heading: message('catalog.workload'), rank: ({ name }) => name },
    { heading: message('catalog.kind'), rank: ({ kind }) => kind },
    ports,
    {
      heading: message('catalog.podsReady'),
      rank: ({ readyPods, desiredPods }) => readinessRank(readyPods, desiredPods),
    },
  ],
};

export const podColumns: CatalogColumns<PodRow> = {
  widths: 'minmax(96px, 1.3fr) minmax(146px, 1.9fr) minmax(92px, 136px) minmax(54px, 70px) 50px',
  columns: [
    { heading: message('catalog.pod'), rank: ({ name }) => name },
    ports,
    { heading: message('catalog.status'), rank: podRank },
    { heading: message('catalog.restarts'), isNumber: true, rank: ({ restarts }) => restarts },
    { heading: message('catalog.age'), isNumber: true, rank: ({ createdAt }) => -createdAt },
  ],
};
