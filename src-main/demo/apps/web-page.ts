import type { PodIdentity } from './app.ts';

/** The page of the demo shop: self-contained, light and dark, and it says which pod answered. */
export function webPage({ name, namespace, ip, node, startedAt }: PodIdentity, through: string): string {
  const facts = [
    ['Pod', name],
    ['Namespace', namespace],
    ['Pod address', ip],
    ['Node', node],
    ['Started', startedAt.toISOString().replace('T', ' ').slice(0, 19)],
  ];
  const rows = facts.map(([term, value]) => `<dt>${term ?? ''}</dt><dd>${value ?? ''}</dd>`).join('\n      ');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${name}</title>
    <style>${style}</style>
  </head>
  <body>
    <main>
      <p class="status"><span></span>Connected through ${through}</p>
      <h1>Hello from the demo cluster</h1>
      <p>This page was served by a pod. Delete that pod and load the page again: the address stays, the pod is another one.</p>
      <dl>
      ${rows}
      </dl>
      <p class="try">Also here: <a href="/api/pod">/api/pod</a> <a href="/bytes?n=1048576">/bytes?n=1048576</a> <a href="/healthz">/healthz</a></p>
    </main>
  </body>
</html>
`;
}

const style = `
      :root { --ground: #f5f6f8; --card: #fff; --text: #1b1f27; --soft: #5d6675; --line: #e2e5ea; --accent: #0b7a75; }
      @media (prefers-color-scheme: dark) {
        :root { --ground: #12151a; --card: #1a1e25; --text: #e8eaee; --soft: #98a1b0; --line: #2b313b; --accent: #4fc3bb; }
      }
      * { box-sizing: border-box; }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px;
             background: var(--ground); color: var(--text); font: 15px/1.55 system-ui, sans-serif; }
      main { width: min(560px, 100%); background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 32px; }
      h1 { margin: 8px 0 12px; font-size: 24px; line-height: 1.25; letter-spacing: -.01em; }
      p { margin: 0; color: var(--soft); }
      .status { display: flex; align-items: center; gap: 8px; color: var(--accent); font-size: 13px; font-weight: 600; }
      .status span { width: 8px; height: 8px; border-radius: 50%; background: currentColor; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: 8px 24px; margin: 24px 0; padding: 16px 0;
           border: solid var(--line); border-width: 1px 0; }
      dt { color: var(--soft); }
      dd { margin: 0; font-family: ui-monospace, monospace; font-size: 13px; overflow-wrap: anywhere; }
      .try { font-size: 13px; }
      a { color: var(--accent); margin-left: 8px; }
    `;
