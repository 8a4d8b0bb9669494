import { useState } from 'react';
import type { CaseReview, VerificationDetail } from '#contract/dashboard/verifications.js';
import { useAction } from '#web/dashboard/client/use-action.js';
import { noReasons, ReasonFields, toBody } from '#web/dashboard/screens/review/reason-fields.js';
import { sendsForm } from '#web/dashboard/screens/review/sends-form.js';
import { useAccount } from '#web/dashboard/state/account.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { general } from '#web/dashboard/texts/general.js';
import { reviewTexts as texts } from '#web/dashboard/texts/review.js';
import { reviewWords } from '#web/dashboard/texts/words.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Dialog } from '#web/dashboard/ui/dialog.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';

/** Approves or rejects. With four eyes it may be the first of two decisions. */
export function DecideDialog({
  id,
  decision,
  review,
  onDecided,
  onFaster,
  onClose,
}: {
  readonly id: string;
  readonly decision: 'approve' | 'reject';
  readonly review: CaseReview;
  readonly onDecided: (detail: VerificationDetail) => void;
  readonly onFaster: () => void;
  readonly onClose: () => void;
}) {
  const owner = useOwner();
  const { account } = useAccount();
  const decide = useAction('decideCase');
  const [reasons, setReasons] = useState(noReasons);
  const [told, setTold] = useState(false);
  const missing = decision === 'reject' && reasons.codes.length === 0 && reasons.words.trim() === '';
  const vote = review.votes.filter(({ userId }) => userId !== account.user.id).at(-1);

  const send = async (): Promise<void> => {
    setTold(true);
    if (missing) return;
    const answered = await decide.run({ path: { ...owner.path, id }, body: { decision, ...toBody(reasons) } });
    if (answered?.ok === true) onDecided(answered.value);
    else if (answered?.trouble.code === 'review-decided') onFaster();
  };
  return (
    <Dialog title={decision === 'approve' ? texts.approveTitle : texts.rejectTitle} onClose={onClose}>
      <form
        className="stack"
        onKeyDown={sendsForm}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>{decision === 'approve' ? texts.approveAbout : texts.rejectAbout}</p>
        {!review.fourEyes ? null : vote === undefined ? (
          <p className="muted">{texts.voteAbout}</p>
        ) : (
          <p className="muted">{texts.secondVoteAbout(vote.userName ?? vote.userId, reviewWords[vote.decision])}</p>
        )}
        <ReasonFields
          decision={decision}
          reasons={reasons}
          wrong={told && missing ? texts.needsReason : null}
          onChange={setReasons}
        />
        <TroubleNotice trouble={decide.trouble} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{general.cancel}</Button>
          <Button type="submit" kind={decision === 'approve' ? 'good' : 'danger'} busy={decide.busy}>
            {decision === 'approve' ? texts.approve : texts.reject}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
