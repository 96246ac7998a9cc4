/** The pod that answers, over a connection of its own. */
export async function podOf(url: string): Promise<string> {
  const answer = await fetch(url, { headers: { connection: 'close' } });
  return /pod=(\S+)/.exec(await answer.text())?.[1] ?? 'none';
}
