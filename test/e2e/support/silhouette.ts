import type { Locator } from '@playwright/test';
import type { Portolan } from './portolan.ts';

/** Of 255, by which a pixel stands out of its ground; between them lies what a smooth edge is made of. */
const stands = 60;
/** Lines, and marks in each of them. */
const fineness = 16;

/**
 * What is drawn there without its colours, its size and its place: in lines of `#` where it stands out of the ground,
 * which is that of the upper left corner, and `.` elsewhere.
 */
export async function silhouette({ app }: Portolan, drawing: Locator): Promise<readonly string[]> {
  const png = (await drawing.screenshot()).toString('base64');
  return app.evaluate(
    ({ nativeImage }, { png, stands, fineness }) => {
      const image = nativeImage.createFromBuffer(Buffer.from(png, 'base64'));
      const { width, height } = image.getSize();
      const bytes = image.toBitmap();
      const light = (x: number, y: number) => {
        const at = 4 * (y * width + x);
        return 0.0722 * Number(bytes[at]) + 0.7152 * Number(bytes[at + 1]) + 0.2126 * Number(bytes[at + 2]);
      };
      const isDrawn = (x: number, y: number) => Math.abs(light(x, y) - light(0, 0)) > stands;
      const lines = Array.from({ length: height }, (_, y) => y);
      const columns = Array.from({ length: width }, (_, x) => x);
      const drawnLines = lines.filter((y) => columns.some((x) => isDrawn(x, y)));
      const drawnColumns = columns.filter((x) => lines.some((y) => isDrawn(x, y)));
      const parts = Array.from({ length: fineness }, (_, part) => (part + 0.5) / fineness);
      const within = (all: readonly number[], part: number) => Number(all[Math.floor(part * all.length)]);
      return parts.map((down) =>
        parts
          .map((right) => (isDrawn(within(drawnColumns, right), within(drawnLines, down)) ? '#' : '.'))
          .join(''),
      );
    },
    { png, stands, fineness },
  );
}
