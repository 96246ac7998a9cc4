import type { Portolan } from './portolan.ts';

/** How light the window is as it is drawn, on the average: from 0, black, to 1, white. */
export async function lightness({ app, page }: Portolan): Promise<number> {
  const png = (await page.screenshot()).toString('base64');
  return app.evaluate(({ nativeImage }, png) => {
    const average = nativeImage
      .createFromBuffer(Buffer.from(png, 'base64'))
      .resize({ width: 1, height: 1, quality: 'best' });
    const [blue = NaN, green = NaN, red = NaN] = average.toBitmap();
    return (red + green + blue) / 3 / 255;
  }, png);
}
