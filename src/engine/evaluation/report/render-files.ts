import { renderHtml } from '#engine/evaluation/report/render-html.js';
import { renderMarkdown } from '#engine/evaluation/report/render-markdown.js';
import type { Report, ReportFile } from '#engine/evaluation/report/report.js';

/** Everything that is written of a report: `report.json`, `report.html`, `report.md` with its plots, and its tables. */
export const renderFiles = (report: Report): ReportFile[] => [
  { name: 'report.json', content: renderJson(report) },
  { name: 'report.html', content: renderHtml(report) },
  ...renderMarkdown(report),
  ...report.files,
];

/** The figures alone, for programs. */
export const renderJson = ({ kind, madeAt, figures }: Report): string =>
  `${JSON.stringify({ kind, madeAt, ...figures }, null, 2)}\n`;
