/**
 * Every suite of the ports and what it has to run over; `npm run test:ports` fails where one of these did not. It names
 * nothing but strings, since the reporter that prints the table is loaded outside the tests.
 */
const databases = ['SQLite', 'PostgreSQL'] as const;

export const portImplementations = {
  records: databases,
  'records of a subject': databases,
  sessions: databases,
  'capture prints': databases,
  policies: databases,
  reviews: databases,
  'audit log': databases,
  jobs: databases,
  'webhook records': databases,
  'file records': databases,
  'idempotent answers': databases,
  usage: databases,
  users: databases,
  insights: databases,
  'installation records': databases,
  'template records': databases,
  'changes of templates': databases,
  'rate limits': ['memory', ...databases],
  blobs: ['disk', 'S3-compatible server'],
  'template index': ['in this thread', 'in a thread of its own'],
} as const satisfies Record<string, readonly string[]>;

export type PortName = keyof typeof portImplementations;
