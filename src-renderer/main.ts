import { mount } from 'svelte';
import type { Bridge } from '../src-main/shared/api.ts';
import App from './App.svelte';
import { Client } from './client.ts';
import { speak } from './language.svelte.ts';
import { AppState } from './state/app-state.svelte.ts';

declare global {
  interface Window {
    readonly portolan: Bridge;
  }
}

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');

// Also while it opens, and where it cannot, its words are marked as what they are.
speak('system', navigator.languages);
mount(App, { target, props: { app: new AppState(new Client(window.portolan)) } });
