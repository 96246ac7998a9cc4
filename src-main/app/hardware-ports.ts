/**
 * What people call the interfaces, by the names of the system, in the output of macOS' `networksetup
 * -listallhardwareports`. VLANs, at its end, have no hardware of their own and are left out.
 */
export function hardwarePorts(text: string): Map<string, string> {
  const blocks = text.matchAll(/^Hardware Port: (.+)\r?\nDevice: (\S+)/gm);
  return new Map(
    [...blocks].flatMap(([, port = '', device = '']) => {
      // Adapters without a name of their own are listed as "Ethernet Adapter (en4)".
      const name = port.replace(`(${device})`, '').trim();
      return name === '' ? [] : [[device, name] as const];
    }),
  );
}
