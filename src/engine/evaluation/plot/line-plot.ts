import { escapeMarkup } from '#engine/evaluation/plot/escape-markup.js';

/** One line of a plot; `band` is drawn lightly behind it. */
export interface PlotLine {
  readonly label: string;
  readonly values: readonly number[];
  readonly band?: readonly { readonly from: number; readonly to: number }[];
  readonly dashed?: true;
}

export interface LinePlot {
  readonly title: string;
  readonly subtitle: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** One for each value of a line, rising or falling evenly or not: they are drawn to scale. */
  readonly xs: readonly number[];
  readonly yRange: { readonly from: number; readonly to: number };
  readonly lines: readonly PlotLine[];
}

const size = { width: 560, height: 340 } as const;
const area = { left: 56, right: 544, top: 64, bottom: 254 } as const;
const colours = ['#1f5fbf', '#c4441c', '#3c8a3c'] as const;
const grid = 5;

/** The plot as an SVG document. The same figures always give the same bytes. */
export function linePlot({ title, subtitle, xLabel, yLabel, xs, yRange, lines }: LinePlot): string {
  const [least, most] = [Math.min(...xs), Math.max(...xs)];
  const falling = xs[0]! > xs.at(-1)!;
  const x = (value: number): number => {
    const share = most === least ? 0.5 : (value - least) / (most - least);
    return area.left + (falling ? 1 - share : share) * (area.right - area.left);
  };
  const y = (value: number): number => {
    const share = (value - yRange.from) / (yRange.to - yRange.from);
    return area.bottom - Math.min(1, Math.max(0, share)) * (area.bottom - area.top);
  };
  const path = (points: readonly (readonly [number, number])[]): string =>
    points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' ');
  const parts: string[] = [
    `<rect width="${size.width}" height="${size.height}" fill="#ffffff"/>`,
    text(area.left, 26, title, 'font-size="15" font-weight="bold"'),
    text(area.left, 46, subtitle, 'fill="#555555"'),
  ];
  for (let step = 0; step <= grid; step++) {
    const value = yRange.from + ((yRange.to - yRange.from) * step) / grid;
    const at = y(value).toFixed(1);
    parts.push(`<line x1="${area.left}" x2="${area.right}" y1="${at}" y2="${at}" stroke="#dddddd"/>`);
    parts.push(text(area.left - 6, Number(at) + 4, short(value), 'text-anchor="end" fill="#555555"'));
  }
  for (const value of xs)
    parts.push(text(x(value), area.bottom + 18, short(value), 'text-anchor="middle" fill="#555555"'));
  parts.push(text((area.left + area.right) / 2, area.bottom + 38, xLabel, 'text-anchor="middle"'));
  parts.push(
    text(0, 0, yLabel, `text-anchor="middle" transform="translate(16 ${(area.top + area.bottom) / 2}) rotate(-90)"`),
  );
  lines.forEach(({ label, values, band, dashed }, index) => {
    const colour = colours[index % colours.length]!;
    if (band !== undefined) {
      const upper = band.map(({ to }, i) => [x(xs[i]!), y(to)] as const);
      const lower = band.map(({ from }, i) => [x(xs[i]!), y(from)] as const).reverse();
      parts.push(`<polygon points="${path([...upper, ...lower])}" fill="${colour}" fill-opacity="0.15"/>`);
    }
    const points = values.map((value, i) => [x(xs[i]!), y(value)] as const);
    const dash = dashed === true ? ' stroke-dasharray="6 4"' : '';
    parts.push(`<polyline points="${path(points)}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>`);
    for (const [px, py] of points) {
      parts.push(`<circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="3" fill="${colour}"/>`);
    }
    const left = area.left + index * 165;
    parts.push(`<line x1="${left}" x2="${left + 22}" y1="316" y2="316" stroke="${colour}" stroke-width="2"${dash}/>`);
    parts.push(text(left + 28, 320, label, ''));
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12" fill="#222222">`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

const short = (value: number): string => String(Number(value.toPrecision(3)));

const text = (x: number, y: number, content: string, attributes: string): string =>
  `<text x="${short1(x)}" y="${short1(y)}"${attributes === '' ? '' : ` ${attributes}`}>${escapeMarkup(content)}</text>`;

const short1 = (value: number): string => String(Number(value.toFixed(1)));
