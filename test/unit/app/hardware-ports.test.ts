import { expect, test } from 'vitest';
import { hardwarePorts } from '../../../src-main/app/hardware-ports.ts';

/** As a MacBook with a dock prints it, the addresses aside. */
const macbook = `
Hardware Port: Ethernet Adapter (en4)
Device: en4
Ethernet Address: 00:00:5e:00:53:01

Hardware Port: USB 10/100/1000 LAN
Device: en7
Ethernet Address: 00:00:5e:00:53:02

Hardware Port: Thunderbolt Bridge
Device: bridge0
Ethernet Address: 00:00:5e:00:53:03

Hardware Port: Wi-Fi
Device: en0
Ethernet Address: 00:00:5e:00:53:04

VLAN Configurations
===================
`;
const macbookNames = new Map([
  ['en4', 'Ethernet Adapter'],
  ['en7', 'USB 10/100/1000 LAN'],
  ['bridge0', 'Thunderbolt Bridge'],
  ['en0', 'Wi-Fi'],
]);

test('each device has the name of its port, which does not repeat the device', () => {
  expect(hardwarePorts(macbook)).toEqual(macbookNames);
});

test('lines may end as those of Windows', () => {
  expect(hardwarePorts(macbook.replaceAll('\n', '\r\n'))).toEqual(macbookNames);
});

test('a name keeps its own spaces and parentheses, and a VLAN has none', () => {
  const text = `
Hardware Port: Belkin USB-C LAN (2): desk
Device: en12
Ethernet Address: N/A

Hardware Port: Bluetooth DUN
Device: Bluetooth-Modem
Ethernet Address: N/A

VLAN Configurations
===================

VLAN User Defined Name: Office
Parent Device: en12
Device ("Hardware" Port): vlan0
Tag: 10
`;
  expect(hardwarePorts(text)).toEqual(
    new Map([
      ['en12', 'Belkin USB-C LAN (2): desk'],
      ['Bluetooth-Modem', 'Bluetooth DUN'],
    ]),
  );
});

test.each([
  ['nothing', ''],
  ['no hardware', '\nVLAN Configurations\n===================\n'],
  ['a port without a device', 'Hardware Port: Wi-Fi\nDevice: \nEthernet Address: N/A\n\nDevice: en0\n'],
  ['a port without a name', 'Hardware Port: \nDevice: en0\n\nHardware Port: (en1)\nDevice: en1\n'],
  ['an answer that is none', '** Error: The parameters were not valid.\nWi-Fi en0 \0\u{fffd}'],
])('%s names nothing', (_what, text) => {
  expect(hardwarePorts(text)).toEqual(new Map());
});
