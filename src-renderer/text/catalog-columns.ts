/** The columns of one of the catalogue's tables. */
export interface CatalogColumns {
  /** As CSS. */
  readonly widths: string;
  readonly headings: readonly { readonly words: string; readonly isNumber?: boolean }[];
}

const ports = { words: 'Ports: click one to forward it' };

export const serviceColumns: CatalogColumns = {
  widths: 'minmax(120px, 1.1fr) 96px minmax(220px, 2.6fr) 92px',
  headings: [{ words: 'Service' }, { words: 'Type' }, ports, { words: 'Pods ready' }],
};

export const workloadColumns: CatalogColumns = {
  widths: serviceColumns.widths,
  headings: [{ words: 'Workload' }, { words: 'Kind' }, ports, { words: 'Pods ready' }],
};

export const podColumns: CatalogColumns = {
  widths: 'minmax(150px, 1.5fr) minmax(150px, 1.7fr) 136px 62px 44px',
  headings: [
    { words: 'Pod' },
    ports,
    { words: 'Status' },
    { words: 'Restarts', isNumber: true },
    { words: 'Age', isNumber: true },
  ],
};
