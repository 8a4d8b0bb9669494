/** Outlines on a grid of 16. */
const paths = {
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  warning: 'M8 2 1.5 13.5h13L8 2zM8 6.5v3M8 11.5v.1',
  info: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM8 7.5v3.5M8 5v.1',
  copy: 'M5.5 5.5V2.5h8v8h-3M2.5 5.5h8v8h-8z',
  menu: 'M2 4h12M2 8h12M2 12h12',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM14 14l-3.4-3.4',
  overview: 'M2 14V8M6 14V3M10 14V6M14 14v-4',
  list: 'M2.5 4h11M2.5 8h11M2.5 12h7',
  review: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  link: 'M6.5 9.5l3-3M7 4.5l1.5-1.5a3 3 0 0 1 4.5 4.5L11.5 9M9 11.5 7.5 13A3 3 0 0 1 3 8.500L4.5 7',
  face: 'M8 7.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 14.500c.6-3 2.8-4.5 5.5-4.500s4.9 1.5 5.5 4.5',
  webhook: 'M2 4.500h7.500M7 2l2.5 2.500L7 7M14 11.500H6.500M9 9l-2.5 2.500L9 14',
  key: 'M5.5 12.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM8 6.5 13 1.500l1.5 1.500M11 3.5 12.5 5',
  settings: 'M2 4.500h6M12 4.500h2M2 11.500h2M8 11.500h6M10 2.500v4M6 9.500v4',
  usage: 'M2 13.500h12M3.5 11l3-4 2.5 2 4-6',
  audit: 'M4 1.500h6l3 3v10H4zM9.5 1.500V5H13M6 8.500h5M6 11.500h5',
  users:
    'M6 7a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.500c.4-2.7 2-4 4.5-4s4.1 1.3 4.5 4M11 2.300a2.5 2.5 0 0 1 0 4.400M12 9.800c1.5.5 2.3 1.7 2.5 3.7',
  out: 'M6 2.500H2.500v11H6M10.5 11.5 14 8l-3.5-3.500M14 8H6',
  theme: 'M13.5 9.500A6 6 0 0 1 6.5 2.500a6 6 0 1 0 7 7z',
  download: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.500h11',
  plus: 'M8 3v10M3 8h10',
  left: 'M10 3 5 8l5 5',
  right: 'M6 3l5 5-5 5',
  keyboard: 'M1.5 4h13v8h-13zM4 6.500h.1M7 6.500h.1M10 6.500h.1M12 6.500h.1M5 9.500h6',
  account:
    'M8 14.500a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM8 8.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4 12.500c.8-1.5 2.2-2.2 4-2.200s3.2.7 4 2.2',
} as const;
export type IconName = keyof typeof paths;

/** Decoration: what it means stands beside it in words. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);
