import { MediaQuery } from 'svelte/reactivity';

/**
 * Whether the window is as small as one at 200 % (WCAG 1.4.4). Its sidebar is a rail of icons then, whose words remain for
 * screen readers and as tooltips. Styles read it as `data-small` on the window, and as `rail` on the sidebar.
 */
export const smallWindow = new MediaQuery('width < 780px');
