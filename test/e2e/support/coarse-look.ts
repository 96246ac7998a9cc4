import type { Portolan } from './portolan.ts';

/** Each square is 20 pixels of a document's picture. */
const grid = { width: 64, height: 40 };
/** Of 255, by which a square's colour differs where people would see it. */
const seen = 10;

/**
 * Which part of two pictures of one size looks different, from 0 to 1, seen as from afar: colours, places and sizes, but
 * neither letters nor how a machine smooths them.
 */
export async function differentPart(portolan: Portolan, one: Buffer, other: Buffer): Promise<number> {
  const [left = [], right = []] = await portolan.app.evaluate(
    ({ nativeImage }, { pictures, size }) =>
      pictures.map((png) => [
        ...nativeImage
          .createFromBuffer(Buffer.from(png, 'base64'))
          .resize({ ...size, quality: 'best' })
          .toBitmap(),
      ]),
    { pictures: [one, other].map((png) => png.toString('base64')), size: grid },
  );
  const bytesEach = 4;
  const squares = Array.from({ length: left.length / bytesEach }, (_, square) =>
    Math.max(
      ...Array.from({ length: bytesEach }, (__, byte) => {
        const at = square * bytesEach + byte;
        return Math.abs((left[at] ?? NaN) - (right[at] ?? Infinity));
      }),
    ),
  );
  return squares.filter((difference) => difference > seen).length / squares.length;
}
