import { MediaQuery } from 'svelte/reactivity';

/** Whether the sidebar is a rail of icons, whose words remain for screen readers and as tooltips. */
export const rail = new MediaQuery('width < 780px');
