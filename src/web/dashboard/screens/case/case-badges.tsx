import type { VerificationRow } from '#contract/dashboard/verifications.js';
import { caseTexts as texts } from '#web/dashboard/texts/verifications.js';
import { decisionWords, reviewWords, statusWords } from '#web/dashboard/texts/words.js';
import { Badge, type BadgeTone } from '#web/dashboard/ui/badge.js';

const decisionTones = { match: 'good', review: 'warn', 'no-match': 'bad' } as const satisfies Record<
  keyof typeof decisionWords,
  BadgeTone
>;
const reviewTones = { waiting: 'warn', approved: 'good', rejected: 'bad' } as const satisfies Record<
  keyof typeof reviewWords,
  BadgeTone
>;

export const DecisionBadge = ({ decision }: { readonly decision: keyof typeof decisionWords }) => (
  <Badge tone={decisionTones[decision]}>{decisionWords[decision]}</Badge>
);

export const ReviewBadge = ({ status }: { readonly status: keyof typeof reviewWords }) => (
  <Badge tone={reviewTones[status]}>{reviewWords[status]}</Badge>
);

/** How a call ended: its decision where there is one. */
export function OutcomeBadge({
  row: { decision, status },
}: {
  readonly row: Pick<VerificationRow, 'decision' | 'status'>;
}) {
  if (decision !== null) return <DecisionBadge decision={decision} />;
  return <Badge tone={status === 'failed' ? 'bad' : 'plain'}>{statusWords[status]}</Badge>;
}

export const FineBadge = ({ fine, words }: { readonly fine: boolean; readonly words?: readonly [string, string] }) => (
  <Badge tone={fine ? 'good' : 'warn'}>{fine ? (words?.[0] ?? texts.fine) : (words?.[1] ?? texts.notFine)}</Badge>
);
