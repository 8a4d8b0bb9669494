import sharp from 'sharp';
import '#engine/decode/guarded-sharp.js'; // blocks SVG: before anything is drawn, and not in the midst of it

/** A face and a card, drawn: no photograph of a person is needed to see whether the pages work. */
export type Drawing = 'face' | 'card';

const face = (dx: number, width: number, height: number): string => {
  const cx = width / 2 + dx;
  const cy = height * 0.47;
  const r = height * 0.25;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
  <defs>
    <radialGradient id="skin" cx="0.45" cy="0.4" r="0.7"><stop offset="0" stop-color="#f2cfb4"/><stop offset="0.7" stop-color="#dba888"/><stop offset="1" stop-color="#b57f60"/></radialGradient>
    <radialGradient id="wall"><stop offset="0" stop-color="#cdd5da"/><stop offset="1" stop-color="#9fabb3"/></radialGradient>
    <filter id="soft"><feGaussianBlur stdDeviation="${r * 0.02}"/></filter>
    <filter id="softer"><feGaussianBlur stdDeviation="${r * 0.07}"/></filter>
  </defs>
  <rect width="${width}" height="${height}" fill="url(#wall)"/>
  <path d="M${cx - r * 1.9} ${height}c0 ${-r * 1.1} ${r * 0.9} ${-r * 1.1} ${r * 1.35} ${-r * 1.35}h${r * 1.1}c${r * 0.45} ${r * 0.25} ${r * 1.35} ${r * 0.25} ${r * 1.35} ${r * 1.35}z" fill="#35506b" filter="url(#soft)"/>
  <rect x="${cx - r * 0.36}" y="${cy + r * 0.7}" width="${r * 0.72}" height="${r * 0.75}" rx="${r * 0.2}" fill="#c08d6d" filter="url(#soft)"/>
  <ellipse cx="${cx}" cy="${cy - r * 0.22}" rx="${r * 0.94}" ry="${r * 1.08}" fill="#3a2a20" filter="url(#soft)"/>
  <ellipse cx="${cx}" cy="${cy}" rx="${r * 0.8}" ry="${r * 1.08}" fill="url(#skin)" filter="url(#soft)"/>
  <path d="M${cx - r * 0.8} ${cy - r * 0.35}C${cx - r * 0.5} ${cy - r * 1} ${cx + r * 0.5} ${cy - r} ${cx + r * 0.8} ${cy - r * 0.35}C${cx + r * 0.7} ${cy - r * 1.25} ${cx - r * 0.7} ${cy - r * 1.25} ${cx - r * 0.8} ${cy - r * 0.35}z" fill="#3a2a20" filter="url(#soft)"/>
  ${[-1, 1]
    .map(
      (side) => `
  <ellipse cx="${cx + side * r * 0.33}" cy="${cy - r * 0.1}" rx="${r * 0.24}" ry="${r * 0.15}" fill="#b98765" filter="url(#softer)"/>
  <path d="M${cx + side * r * 0.33 - r * 0.19} ${cy - r * 0.3}q${r * 0.19} ${-r * 0.1} ${r * 0.38} 0" stroke="#3a2a20" stroke-width="${r * 0.065}" fill="none" filter="url(#soft)"/>
  <ellipse cx="${cx + side * r * 0.33}" cy="${cy - r * 0.1}" rx="${r * 0.155}" ry="${r * 0.075}" fill="#f7f3ee"/>
  <circle cx="${cx + side * r * 0.33}" cy="${cy - r * 0.1}" r="${r * 0.07}" fill="#3b2a1c"/>
  <path d="M${cx + side * r * 0.33 - r * 0.16} ${cy - r * 0.11}q${r * 0.16} ${-r * 0.1} ${r * 0.32} 0" stroke="#2a1c13" stroke-width="${r * 0.03}" fill="none"/>`,
    )
    .join('')}
  <path d="M${cx - r * 0.04} ${cy - r * 0.05}q${-r * 0.07} ${r * 0.28} ${-r * 0.13} ${r * 0.36}q${r * 0.17} ${r * 0.11} ${r * 0.34} 0" stroke="#a06f50" stroke-width="${r * 0.045}" fill="none" filter="url(#soft)"/>
  <path d="M${cx - r * 0.28} ${cy + r * 0.56}q${r * 0.14} ${-r * 0.09} ${r * 0.28} ${-r * 0.03}q${r * 0.14} ${-r * 0.06} ${r * 0.28} ${r * 0.03}q${-r * 0.28} ${r * 0.2} ${-r * 0.56} 0z" fill="#a9544f" filter="url(#soft)"/>
  </svg>`;
};

const card = (dx: number, width: number, height: number): string => {
  const w = width * 0.66;
  const h = w / 1.586;
  const x = (width - w) / 2 + dx;
  const y = (height - h) / 2;
  /** Print without a font: strokes of changing width, as letters are from afar. */
  const print = (left: number, top: number, width: number, size: number): string =>
    Array.from({ length: Math.floor(width / (size * 0.6)) }, (_, letter) => {
      const stroke = size * (0.12 + 0.1 * ((letter * 7) % 3));
      const at = left + letter * size * 0.6;
      return `<path d="M${at} ${top}v${size}M${at + size * 0.3} ${top + ((letter * 5) % 3) * size * 0.2}v${size * 0.6}M${at} ${top + size * 0.5}h${size * 0.35}" stroke="#1d2b3a" stroke-width="${stroke}"/>`;
    }).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
  <rect width="${width}" height="${height}" fill="#5c5148"/>
  <rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${h * 0.05}" fill="#e3ebf2"/>
  <rect x="${x}" y="${y}" width="${w}" height="${h * 0.13}" fill="#2e6aa8"/>
  <rect x="${x + w * 0.05}" y="${y + h * 0.2}" width="${w * 0.25}" height="${h * 0.5}" fill="#aebfcd"/>
  <circle cx="${x + w * 0.175}" cy="${y + h * 0.38}" r="${h * 0.1}" fill="#6e8294"/>
  <ellipse cx="${x + w * 0.175}" cy="${y + h * 0.62}" rx="${h * 0.15}" ry="${h * 0.09}" fill="#6e8294"/>
  ${[0.34, 0.2, 0.4, 0.25, 0.5].map((share, row) => print(x + w * 0.36, y + h * (0.2 + row * 0.1), w * share, h * 0.055)).join('')}
  ${[0.8, 0.9].map((top) => print(x + w * 0.04, y + h * top, w * 0.92, h * 0.055)).join('')}
  </svg>`;
};

/** The drawing as a JPEG; `dx`: moved so many pixels to the right. */
export function drawnPicture(drawing: Drawing, dx = 0, width = 1280, height = 720): Promise<Buffer> {
  // The engine blocks SVG for the whole process wherever it is loaded, be it by another file's thread.
  sharp.unblock({ operation: ['VipsForeignLoadSvg'] });
  return sharp(Buffer.from((drawing === 'face' ? face : card)(dx, width, height)))
    .jpeg({ quality: 90, chromaSubsampling: '4:2:0' })
    .toBuffer();
}
