/** The style sheet of a report: system fonts, light and dark, paper; nothing is loaded from anywhere. */
export const reportStyle = `
:root { color-scheme: light dark; --ground: #ffffff; --text: #1b1f24; --soft: #57606a; --rule: #d5dae0; --panel: #f5f7f9;
  --s1: #1f5fbf; --s2: #b8431a; --s3: #2c7a39; --s4: #7a3fb0; --s5: #0f7c86; --s6: #8a6100; --mark: #1b1f24; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181d; --text: #e6eaef; --soft: #a3adb8; --rule: #39424c;
  --panel: #1c2229; --s1: #7db0ff; --s2: #ff9a6b; --s3: #7dd18b; --s4: #c9a0f5; --s5: #6fd3dc; --s6: #e6bf55; --mark: #e6eaef; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 62rem; background: var(--ground); color: var(--text);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.35rem; margin: 3rem 0 .75rem; padding-top: 1rem; border-top: 2px solid var(--rule); }
h3 { font-size: 1.05rem; margin: 2rem 0 .5rem; }
p { margin: .5rem 0; max-width: 46rem; }
.made { color: var(--soft); margin: 0 0 1.5rem; }
table { border-collapse: collapse; margin: .75rem 0 1rem; font-size: .9rem; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
caption { text-align: left; color: var(--soft); padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem 1rem .3rem 0; border-bottom: 1px solid var(--rule); }
thead th { border-bottom-width: 2px; }
tbody th { font-weight: 600; white-space: nowrap; }
.facts th { white-space: normal; width: 17rem; padding-right: 1.5rem; }
td { overflow-wrap: anywhere; }
figure { margin: 1rem 0 1.5rem; max-width: 46rem; }
figcaption { color: var(--soft); font-size: .9rem; }
figcaption b { color: var(--text); }
.pairs { display: flex; flex-wrap: wrap; gap: 1rem; }
.pairs figure { margin: 0; width: 13.5rem; }
.pairs img { width: 6.5rem; height: 6.5rem; object-fit: cover; border-radius: 4px; }
.pairs figcaption { font-size: .8rem; overflow-wrap: anywhere; }
details > summary { cursor: pointer; color: var(--soft); }
.plot { display: block; width: 100%; height: auto; font-size: 12.5px; }
.plot .frame { fill: var(--panel); stroke: var(--rule); }
.plot .grid { stroke: var(--rule); }
.plot text { fill: var(--text); }
.plot .tick { fill: var(--soft); }
.plot .rule { stroke: var(--mark); stroke-width: 1.5; stroke-dasharray: 5 4; }
.plot .rule-label { font-weight: 600; }
.plot polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
.plot .s2 { stroke-dasharray: 8 4; } .plot .s3 { stroke-dasharray: 2 3; } .plot .s4 { stroke-dasharray: 10 3 2 3; }
.plot .s5 { stroke-dasharray: 14 4; } .plot .s6 { stroke-dasharray: 4 2; }
.plot line[class^="s"] { stroke-width: 2; }
.plot line.bound { stroke-dasharray: none; stroke-width: 3; opacity: .55; }
.plot .s1 { stroke: var(--s1); } .plot circle.s1, .plot rect.s1 { fill: var(--s1); }
.plot .s2 { stroke: var(--s2); } .plot circle.s2, .plot rect.s2 { fill: var(--s2); }
.plot .s3 { stroke: var(--s3); } .plot circle.s3, .plot rect.s3 { fill: var(--s3); }
.plot .s4 { stroke: var(--s4); } .plot circle.s4, .plot rect.s4 { fill: var(--s4); }
.plot .s5 { stroke: var(--s5); } .plot circle.s5, .plot rect.s5 { fill: var(--s5); }
.plot .s6 { stroke: var(--s6); } .plot circle.s6, .plot rect.s6 { fill: var(--s6); }
.plot circle[class^="s"] { stroke-dasharray: none; } .plot rect[class^="s"] { stroke: none; fill-opacity: .6; }
@media print { :root { color-scheme: light; --ground: #fff; --text: #000; --soft: #444; --rule: #bbb; --panel: #fff; --s1: #1f5fbf;
  --s2: #b8431a; --s3: #2c7a39; --s4: #7a3fb0; --s5: #0f7c86; --s6: #8a6100; --mark: #000; } body { max-width: none; padding: 0; font-size: 10pt; }
  figure, table { break-inside: avoid; } h2, h3 { break-after: avoid; } details::details-content { display: block; content-visibility: visible; } }
`.trim();
