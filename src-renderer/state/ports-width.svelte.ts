import { createContext } from 'svelte';

/** How wide a table's column of ports is, in CSS pixels: measured once for all rows, each of which would cost a layout. */
export class PortsWidth {
  current = $state(0);
}

export const [getPortsWidth, setPortsWidth] = createContext<PortsWidth>();
