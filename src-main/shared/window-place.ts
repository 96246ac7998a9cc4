import { z } from 'zod';

/** A rectangle on the screen, in device-independent pixels. */
export const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
export type Bounds = z.infer<typeof Bounds>;

/** Where the window was last, and what is remembered of it; null bounds before anybody has moved it. */
export const WindowPlace = z.object({
  version: z.literal(1),
  bounds: Bounds.nullable(),
  maximised: z.boolean(),
  /** Whether the person has closed it once, and so has been told that the app goes on. */
  closedBefore: z.boolean().default(false),
});
export type WindowPlace = z.infer<typeof WindowPlace>;

export const firstPlace: WindowPlace = { version: 1, bounds: null, maximised: false, closedBefore: false };

/** So much of the window's upper edge has to be on a screen, or nobody could take hold of it. */
const graspable = { width: 120, height: 40 };

/** The saved bounds, unless the screen on which they were is gone: `screens` are the work areas of those there are. */
export function reachableBounds({ bounds }: WindowPlace, screens: readonly Bounds[]): Bounds | null {
  if (bounds === null) return null;
  const isReachable = screens.some((screen) => {
    const width = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
    const isEdgeInside = bounds.y >= screen.y && bounds.y + graspable.height <= screen.y + screen.height;
    return width >= graspable.width && isEdgeInside;
  });
  return isReachable ? bounds : null;
}
