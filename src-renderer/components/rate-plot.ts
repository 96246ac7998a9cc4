import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatRate, formatTime, graphCeiling } from '../text/format.ts';
import type { GraphColumns } from '../text/graph-data.ts';

/** The step that is pointed at. */
export interface PointedStep {
  readonly index: number;
  /** Pixels from the left edge of the drawing. */
  readonly left: number;
}

export interface RatePlotOptions {
  readonly parent: HTMLElement;
  readonly spanMs: number;
  readonly stepMs: number;
  readonly onPoint: (step: PointedStep | null) => void;
}

const height = 112;
const dash = [3, 2];

/** A graph of two rates over time, in the colours of the theme. Drawn when told, without motion. */
export class RatePlot implements Disposable {
  readonly #plot: uPlot;
  readonly #parent: HTMLElement;
  readonly #resources = new DisposableStack();

  constructor(options: RatePlotOptions) {
    const { parent } = options;
    this.#parent = parent;
    this.#plot = new uPlot(plotOptions(options), [[], [], []], parent);
    this.#resources.defer(() => this.#plot.destroy());
    const resized = new ResizeObserver(() => this.#plot.setSize({ width: parent.clientWidth, height }));
    resized.observe(parent);
    this.#resources.defer(() => resized.disconnect());
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const redraw = () => this.#plot.redraw(false, true);
    dark.addEventListener('change', redraw);
    this.#resources.defer(() => dark.removeEventListener('change', redraw));
  }

  show(columns: GraphColumns): void {
    this.#plot.setData(columns);
  }

  /** Points at a step as the pointer does; null for none. */
  point(at: number | null): void {
    this.#plot.setCursor({ left: at === null ? -1 : this.#plot.valToPos(at, 'x'), top: 0 });
  }

  /** Widths and words may have changed. */
  redraw(): void {
    this.#plot.setSize({ width: this.#parent.clientWidth, height });
  }

  [Symbol.dispose](): void {
    this.#resources.dispose();
  }
}

function plotOptions({ parent, spanMs, stepMs, onPoint }: RatePlotOptions): uPlot.Options {
  /** The step under the pointer; null where none was measured near it. */
  const stepAt = (plot: uPlot, index: number, at: number): number | null =>
    Math.abs((plot.data[0][index] ?? 0) - at) <= stepMs ? index : null;
  const colour = (name: string) => () => getComputedStyle(parent).getPropertyValue(name);
  const font = `11px ${getComputedStyle(parent).fontFamily}`;
  const axis = {
    font,
    stroke: colour('--soft'),
    ticks: { show: false },
    grid: { stroke: colour('--line-faint'), width: 1 },
  };
  return {
    width: parent.clientWidth,
    height,
    ms: 1,
    padding: [8, 4, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 6 },
      dataIdx: (plot, _series, index, at) => stepAt(plot, index, at),
    },
    scales: {
      x: {
        time: false,
        range: ({ data: [times] }) => {
          // Its own range of a single step reaches centuries ahead (uPlot 1.6); before the first there is no newest.
          const end = times.at(-1) ?? Date.now();
          return [end - spanMs, end];
        },
      },
      y: { range: (_plot, _from, to) => [0, graphCeiling(to)] },
    },
    axes: [
      {
        ...axis,
        size: 22,
        gap: 4,
        grid: { show: false },
        splits: (plot) => {
          const { min = 0 } = plot.scales['x'] ?? {};
          // Three times of 24 hours fit in the narrowest details, and two that say AM or PM.
          const count = formatTime(min).length > '14:02:11'.length ? 2 : 3;
          return Array.from({ length: count }, (_, index) => min + ((index + 0.5) * spanMs) / count);
        },
        values: (_plot, splits) => splits.map((at) => formatTime(at)),
      },
      {
        ...axis,
        size: 58,
        gap: 6,
        splits: (plot) => {
          const max = plot.scales['y']?.max ?? 0;
          return [0, max / 2, max];
        },
        values: (_plot, splits) => splits.map((rate) => (rate === 0 ? '0' : formatRate(rate))),
      },
    ],
    series: [
      {},
      { stroke: colour('--accent'), fill: colour('--graph-fill'), width: 1.5, points: { show: false } },
      { stroke: colour('--soft'), width: 1, dash, points: { show: false } },
    ],
    hooks: {
      setCursor: [
        (plot) => {
          const { idx, left = -1 } = plot.cursor;
          const isOutside = idx === null || idx === undefined || left < 0;
          const index = isOutside ? null : stepAt(plot, idx, plot.posToVal(left, 'x'));
          onPoint(index === null ? null : { index, left });
        },
      ],
    },
  };
}
