import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** The keys that are pressed here, by their X11 keysyms. */
const keysyms = { Control: 0xffe3, Alt: 0xffe9, P: 0x70 } as const;
type Key = keyof typeof keysyms;

const press = 2;
const release = 3;

/**
 * Presses keys together as the keyboard of the X11 screen would (XTEST's FakeInput), so that whoever has asked the system
 * for them is told, whatever has the focus. Resolves once the X server has done so.
 */
export async function pressKeys(...keys: Key[]): Promise<void> {
  using screen = await XScreen.open(process.env['DISPLAY'] ?? '');
  const codes = await screen.keycodes(keys.map((key) => keysyms[key]));
  for (const code of codes) screen.fake(press, code);
  for (const code of codes.toReversed()) screen.fake(release, code);
  await screen.settled();
}

/** As much of an X11 client as it takes to press a key: https://www.x.org/releases/current/doc/xproto/x11protocol.html */
class XScreen implements Disposable {
  readonly #socket: Socket;
  #lowest = 0;
  #highest = 0;
  #xtest = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static async open(display: string): Promise<XScreen> {
    const number = /^(?:unix)?:(\d+)/.exec(display)?.[1];
    if (number === undefined) throw new Error(`"${display}" is no X11 display of this computer.`);
    const socket = connect(`/tmp/.X11-unix/X${number}`);
    await once(socket, 'connect');
    const screen = new XScreen(socket);
    await screen.#greet(await cookieOf(number));
    return screen;
  }

  /** The keyboard's codes of the keysyms, in their order. */
  async keycodes(wanted: readonly number[]): Promise<number[]> {
    const count = this.#highest - this.#lowest + 1;
    const reply = await this.#ask(Buffer.from([101, 0, 2, 0, this.#lowest, count, 0, 0]));
    const perCode = reply.readUInt8(1);
    return wanted.map((keysym) => {
      const at = Array.from({ length: count }, (_, code) => reply.readUInt32LE(32 + 4 * perCode * code));
      return this.#lowest + at.indexOf(keysym);
    });
  }

  fake(kind: typeof press | typeof release, keycode: number): void {
    const request = Buffer.alloc(36);
    request.set([this.#xtest, 2, 9, 0, kind, keycode]);
    this.#socket.write(request);
  }

  /** All before has been done: an answer to GetInputFocus comes after it. */
  async settled(): Promise<void> {
    await this.#ask(Buffer.from([43, 0, 1, 0]));
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  async #greet(cookie: Buffer): Promise<void> {
    const name = Buffer.from('MIT-MAGIC-COOKIE-1');
    const head = Buffer.alloc(12);
    head.set([0x6c, 0, 11]);
    head.writeUInt16LE(cookie.length === 0 ? 0 : name.length, 6);
    head.writeUInt16LE(cookie.length, 8);
    this.#socket.write(Buffer.concat([head, ...(cookie.length === 0 ? [] : [padded(name), padded(cookie)])]));
    const answer = await take(this.#socket, 8);
    const rest = await take(this.#socket, 4 * answer.readUInt16LE(6));
    if (answer.readUInt8(0) !== 1) throw new Error(`The X server refused: ${rest.toString()}`);
    this.#lowest = rest.readUInt8(26);
    this.#highest = rest.readUInt8(27);
    const extension = Buffer.from('XTEST');
    const reply = await this.#ask(
      Buffer.concat([Buffer.from([98, 0, 4, 0, extension.length, 0, 0, 0]), padded(extension)]),
    );
    if (reply.readUInt8(8) !== 1) throw new Error('The X server has no XTEST.');
    this.#xtest = reply.readUInt8(9);
  }

  async #ask(request: Buffer): Promise<Buffer> {
    this.#socket.write(request);
    let head = await take(this.#socket, 32);
    // Everybody is told unasked that the keyboard has changed: to the one that XTEST has.
    while (head.readUInt8(0) > 1) head = await take(this.#socket, 32);
    if (head.readUInt8(0) !== 1) throw new Error(`X error ${String(head.readUInt8(1))}`);
    return Buffer.concat([head, await take(this.#socket, 4 * head.readUInt32LE(4))]);
  }
}

async function take(stream: Readable, length: number): Promise<Buffer> {
  if (length === 0) return Buffer.alloc(0);
  for (;;) {
    const bytes = stream.read(length) as Buffer | null;
    if (bytes !== null) return bytes;
    await once(stream, 'readable');
  }
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

/** What lets a client in, from the file of `xauth`; empty where the server asks for nothing. */
async function cookieOf(display: string): Promise<Buffer> {
  const path = process.env['XAUTHORITY'] ?? `${process.env['HOME'] ?? ''}/.Xauthority`;
  const file = await readFile(path).catch(() => Buffer.alloc(0));
  for (let at = 2; at < file.length; at += 2) {
    const [, number = Buffer.alloc(0), , cookie = Buffer.alloc(0)] = Array.from({ length: 4 }, () => {
      const begin = at + 2;
      at = begin + file.readUInt16BE(at);
      return file.subarray(begin, at);
    });
    if (number.toString() === display) return cookie;
  }
  return Buffer.alloc(0);
}
