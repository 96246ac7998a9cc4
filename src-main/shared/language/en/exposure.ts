/** Who may reach a forward, for how long, and what is marked as production. */
export const exposure = {
  'exposure.ended': ({ after }: { after: string }) => `Ended by itself after ${after}, as set.`,
  'exposure.notEndAfter': ({ text }: { text: string }) =>
    `"${text}" is not a time to end after. Use one from 1m to 7d, such as 30m or 8h.`,
  'exposure.notPeers': ({ text }: { text: string }) =>
    `"${text}" is not an address or network. Use one such as 192.168.1.20 or 192.168.1.0/24.`,
  'exposure.refused': ({ address }: { address: string }) =>
    `${address} was refused: it is not among those who may connect.`,
  'exposure.tooManyPeers': ({ most }: { most: number }) =>
    `More than ${most} addresses and networks are given. Use fewer, larger networks.`,
  'production.unconfirmed': ({ context }: { context: string }) =>
    `${context} is marked as production. Confirm that you mean it, then it is done.`,
};
