import { escapeMarkup as escape } from '#engine/evaluation/plot/escape-markup.js';
import { reportStyle } from '#engine/evaluation/report/report-style.js';
import type {
  Report,
  ReportPicture,
  ReportPlot,
  ReportSection,
  ReportTable,
} from '#engine/evaluation/report/report.js';

/** Text for the page; a number is not parted from its percent sign. */
const escapeMarkup = (text: string): string => escape(text).replaceAll(' %', '\u00a0%');

/**
 * A report as one page that asks for nothing else: its policy forbids every request and every script, whatever a file name
 * in it says. The same report always gives the same bytes.
 */
export function renderHtml({ title, madeAt, sections }: Report): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${reportStyle}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${escapeMarkup(title)}</h1>`,
    `<p class="made">Made by Bonafide at <time datetime="${madeAt}">${madeAt}</time></p>`,
    ...sections.map(section),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function section({ title, level, paragraphs = [], facts = [], plots = [], tables = [], pictures = [] }: ReportSection) {
  return [
    `<h${level}>${escapeMarkup(title)}</h${level}>`,
    ...paragraphs.map((text) => `<p>${escapeMarkup(text)}</p>`),
    ...(facts.length === 0 ? [] : [factTable(facts)]),
    ...plots.map(plot),
    ...tables.map(table),
    ...(pictures.length === 0 ? [] : [`<div class="pairs">${pictures.map(picture).join('\n')}</div>`]),
  ].join('\n');
}

const factTable = (facts: readonly (readonly [string, string])[]): string =>
  [
    '<table class="facts"><tbody>',
    ...facts.map(
      ([name, value]) => `<tr><th scope="row">${escapeMarkup(name)}</th><td>${escapeMarkup(value)}</td></tr>`,
    ),
    '</tbody></table>',
  ].join('\n');

const plot = ({ title, svg, caption }: ReportPlot): string =>
  `<figure>\n${svg}\n<figcaption><b>${escapeMarkup(title)}.</b> ${escapeMarkup(caption)}</figcaption>\n</figure>`;

function table({ caption, head, rows, folded }: ReportTable): string {
  const cells = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i === 0 ? `<th scope="row">${escapeMarkup(cell)}</th>` : `<td>${escapeMarkup(cell)}</td>`))
      .join('');
  const whole = [
    `<div class="wide"><table>${folded ? '' : `<caption>${escapeMarkup(caption)}</caption>`}`,
    `<thead><tr>${head.map((cell) => `<th scope="col">${escapeMarkup(cell)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map((row) => `<tr>${cells(row)}</tr>`),
    '</tbody></table></div>',
  ].join('\n');
  return folded ? `<details><summary>${escapeMarkup(caption)}</summary>\n${whole}\n</details>` : whole;
}

const picture = ({ sources, caption }: ReportPicture): string =>
  `<figure>${sources.map((source) => `<img src="${escape(source)}" alt="">`).join(' ')}<figcaption>${escapeMarkup(caption)}</figcaption></figure>`;
