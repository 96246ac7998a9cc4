import { createHash } from 'node:crypto';

/** An image of a single static program: no shell, no libraries, no users. */
export interface ImageSource {
  /** Full name with tag, such as `portolan.test/server:1`. */
  readonly name: string;
  /** The program's path in the image, without a leading slash. */
  readonly programPath: string;
  readonly program: Buffer;
}

interface Blob {
  readonly digest: string;
  readonly bytes: Buffer;
}

const mediaType = (name: string): string => `application/vnd.oci.image.${name}`;

/** An OCI image layout in a tar archive, as `ctr images import` reads it. */
export function imageArchive(source: ImageSource): Buffer {
  const layer = blob(tar([{ path: source.programPath, bytes: source.program, mode: 0o755 }]));
  const config = jsonBlob({
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { Entrypoint: [`/${source.programPath}`] },
    rootfs: { type: 'layers', diff_ids: [layer.digest] },
  });
  const manifest = jsonBlob({
    schemaVersion: 2,
    mediaType: mediaType('manifest.v1+json'),
    config: descriptor(config, 'config.v1+json'),
    layers: [descriptor(layer, 'layer.v1.tar')],
  });
  const index = {
    schemaVersion: 2,
    manifests: [
      {
        ...descriptor(manifest, 'manifest.v1+json'),
        annotations: { 'io.containerd.image.name': source.name },
      },
    ],
  };
  return tar([
    { path: 'oci-layout', bytes: json({ imageLayoutVersion: '1.0.0' }), mode: 0o644 },
    { path: 'index.json', bytes: json(index), mode: 0o644 },
    ...[layer, config, manifest].map(({ digest, bytes }) => ({
      path: `blobs/${digest.replace(':', '/')}`,
      bytes,
      mode: 0o644,
    })),
  ]);
}

function blob(bytes: Buffer): Blob {
  return { digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`, bytes };
}

function jsonBlob(value: unknown): Blob {
  return blob(json(value));
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function descriptor(of: Blob, type: string): Record<string, unknown> {
  return { mediaType: mediaType(type), digest: of.digest, size: of.bytes.length };
}

interface TarEntry {
  /** At most 99 bytes. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly mode: number;
}

const tarBlockBytes = 512;

function tar(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap((entry) => [
    tarHeader(entry),
    entry.bytes,
    Buffer.alloc((tarBlockBytes - (entry.bytes.length % tarBlockBytes)) % tarBlockBytes),
  ]);
  return Buffer.concat([...parts, Buffer.alloc(2 * tarBlockBytes)]);
}

/** POSIX ustar; times and owners stay zero so that the same program always makes the same image. */
function tarHeader({ path, bytes, mode }: TarEntry): Buffer {
  const header = Buffer.alloc(tarBlockBytes);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(path, 0, 'latin1');
  header.write(octal(mode, 7), 100, 'latin1');
  header.write(octal(0, 7), 108, 'latin1');
  header.write(octal(0, 7), 116, 'latin1');
  header.write(octal(bytes.length, 11), 124, 'latin1');
  header.write(octal(0, 11), 136, 'latin1');
  header.write('        0', 148, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  const checksum = header.reduce((sum, byte) => sum + byte, 0);
  header.write(`${checksum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}
