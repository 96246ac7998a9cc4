import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, Reply } from '../shared/api.ts';

const bridge: Bridge = {
  request: (name, input) => ipcRenderer.invoke('request', name, input) as Promise<Reply<unknown>>,
  subscribe: (listener) => {
    // Electron's event object stays here: it would hand the page the whole of ipcRenderer.
    const forward = (_event: unknown, name: string, payload: unknown) => listener(name, payload);
    ipcRenderer.on('event', forward);
    return () => {
      ipcRenderer.off('event', forward);
    };
  },
};

contextBridge.exposeInMainWorld('portolan', bridge);
