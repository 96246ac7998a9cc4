import { mount } from 'svelte';
import type { Bridge } from '../src-main/shared/api.ts';
import App from './App.svelte';
import { Client } from './client.ts';
import { AppState } from './state/app-state.svelte.ts';

declare global {
  interface Window {
    readonly portolan: Bridge;
  }
}

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');

mount(App, { target, props: { app: new AppState(new Client(window.portolan)) } });
