import { timeFormat, timeLongFormat } from '#web/dashboard/texts/formats.js';

/** A time in the zone of whoever reads; the pointer finds it in UTC. */
export const Time = ({ at, long = false }: { readonly at: string; readonly long?: boolean }) => (
  <time
    dateTime={at}
    title={`${at
      .replace('T', ' ')
      .replace(/\.\d+Z$/, '')
      .replace('Z', '')} UTC`}
    className="numbers"
  >
    {(long ? timeLongFormat : timeFormat).format(new Date(at))}
  </time>
);
