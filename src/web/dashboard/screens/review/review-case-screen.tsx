import { useCallback, useState } from 'react';
import type { VerificationDetail } from '#contract/dashboard/verifications.js';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { Link, useRouter } from '#web/dashboard/routing/router.js';
import { CaseView } from '#web/dashboard/screens/case/case-view.js';
import { AskAgainDialog } from '#web/dashboard/screens/review/ask-again-dialog.js';
import { DecideDialog } from '#web/dashboard/screens/review/decide-dialog.js';
import { KeysDialog } from '#web/dashboard/screens/review/keys-dialog.js';
import type { QueueAct, ReviewAct } from '#web/dashboard/screens/review/queue-act.js';
import { ReviewBar } from '#web/dashboard/screens/review/review-bar.js';
import { ReviewState } from '#web/dashboard/screens/review/review-state.js';
import { useQueue } from '#web/dashboard/screens/review/use-queue.js';
import { useReviewKeys } from '#web/dashboard/screens/review/use-review-keys.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { reviewTexts as texts } from '#web/dashboard/texts/review.js';
import { verificationsTexts } from '#web/dashboard/texts/verifications.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Shown } from '#web/dashboard/ui/shown.js';
import { useTell } from '#web/dashboard/ui/toasts.js';

/** One case of the queue: all that is known of it, and the decision. After it the next case comes by itself. */
export function ReviewCaseScreen({ id }: { readonly id: string }) {
  const owner = useOwner();
  const { go } = useRouter();
  const tell = useTell();
  const queue = useQueue(id);
  const loaded = useAnswer('verification', { path: { ...owner.path, id } });
  const [act, setAct] = useState<ReviewAct | null>(null);
  const [picturesShown, setPicturesShown] = useState(false);
  const [conflict, setConflict] = useState(false);
  const review = loaded.value?.review ?? null;
  const mayDecide = owner.may('reviewer') && review?.mayDecide === true;

  const to = useCallback(
    (next: string | null) => go(owner.to(next === null ? 'review' : `review/${next}`)),
    [go, owner],
  );
  const perform = (wanted: QueueAct): void => {
    if (wanted === 'next') to(queue.next);
    else if (wanted === 'previous') to(queue.previous);
    else if (wanted === 'queue') to(null);
    else if (wanted === 'pictures') setPicturesShown((before) => !before);
    else if (wanted === 'help' || mayDecide) setAct(wanted);
  };
  useReviewKeys(perform);

  const decided = (detail: VerificationDetail): void => {
    setAct(null);
    const status = detail.review?.status ?? 'waiting';
    tell(status === 'approved' ? texts.approved : status === 'rejected' ? texts.rejected : texts.voted);
    if (queue.next === null) tell(texts.allDone);
    to(queue.next);
  };
  const faster = (): void => {
    setAct(null);
    setConflict(true);
    loaded.reload();
  };
  const close = (): void => setAct(null);
  return (
    <>
      <PageHead
        title={texts.case}
        about={queue.at === null ? undefined : texts.position(queue.at, queue.of)}
        back={{ to: owner.to('review'), label: texts.title }}
        actions={<Link to={owner.to(`verifications/${id}`)}>{verificationsTexts.detail}</Link>}
      />
      <Shown loaded={loaded} lines={12}>
        {(detail) => (
          <div className="stack">
            <ReviewState review={detail.review} conflict={conflict} />
            <CaseView detail={detail} picturesShown={picturesShown} onPicturesShown={setPicturesShown} />
          </div>
        )}
      </Shown>
      <ReviewBar mayDecide={mayDecide} hasNext={queue.next !== null} onAct={perform} />
      {act === 'help' ? <KeysDialog onClose={close} /> : null}
      {(act === 'approve' || act === 'reject') && review !== null ? (
        <DecideDialog
          key={act}
          id={id}
          decision={act}
          review={review}
          onDecided={decided}
          onFaster={faster}
          onClose={close}
        />
      ) : null}
      {act === 'ask-again' ? <AskAgainDialog id={id} onDone={decided} onFaster={faster} onClose={close} /> : null}
    </>
  );
}
