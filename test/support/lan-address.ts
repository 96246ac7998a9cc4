import { networkInterfaces } from 'node:os';

/** An IPv4 address of this computer that is not loopback: who connects to it is a remote peer with that same address. */
export function lanAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const found = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (found === undefined) throw new Error('These tests need a network: this computer has loopback alone.');
  return found.address;
}
