import { sessionStatusWords } from '#web/dashboard/texts/words.js';
import { Badge, type BadgeTone } from '#web/dashboard/ui/badge.js';

const tones: Readonly<Record<string, BadgeTone>> = { DONE: 'good', FAILED: 'bad', IN_PROGRESS: 'accent' };

export const SessionBadge = ({ status }: { readonly status: string }) => (
  <Badge tone={tones[status] ?? 'plain'}>{sessionStatusWords[status] ?? status}</Badge>
);
