/** What a forward's details say: its connections, its graph, its timeline's causes and its report. */
export const details = {
  'connection.closedByYou': ({ who, pod }: { who: string; pod: string | null }) =>
    `You closed the connection of ${who}${pod === null ? '' : ` to ${pod}`}.`,
  'connection.program': ({ name, pid, peer }: { name: string; pid: number; peer: string }) =>
    `${name} (pid ${pid}, ${peer})`,
  'connection.resetByClient': ({ pod }: { pod: string | null }) =>
    pod === null ? 'A client reset its connection.' : `A client reset its connection to ${pod}.`,
};
