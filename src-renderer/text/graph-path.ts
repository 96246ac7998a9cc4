interface GraphBox {
  readonly width: number;
  readonly height: number;
  /** The value at the upper edge. */
  readonly ceiling: number;
  /** How many values fill the width; fewer stand at the right, where now is. */
  readonly length: number;
}

/** A line as an SVG path, and the x at which it begins. */
export interface GraphPath {
  readonly path: string;
  readonly startX: number;
}

/** The line through a graph's values; flat at the bottom without values. */
export function graphPath(values: readonly number[], box: GraphBox): GraphPath {
  const step = box.width / (box.length - 1);
  const shown = values.length === 0 ? Array.from({ length: box.length }, () => 0) : values.slice(-box.length);
  const startX = round(box.width - step * (shown.length - 1));
  const heights = shown.map((value) => round(box.height * (1 - Math.min(value / box.ceiling, 1))));
  // Of what stays level its ends alone: a graph without traffic is one line, and the same one a second later.
  const points = heights.flatMap((y, index) =>
    y === heights[index - 1] && y === heights[index + 1]
      ? []
      : `${String(round(startX + index * step))} ${String(y)}`,
  );
  return { path: `M${points.join('L')}`, startX };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
