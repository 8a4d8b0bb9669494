import { useState } from 'react';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { Link, useRouter } from '#web/dashboard/routing/router.js';
import { CaseView } from '#web/dashboard/screens/case/case-view.js';
import { EraseDialog } from '#web/dashboard/screens/verifications/erase-dialog.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { verificationsTexts as texts } from '#web/dashboard/texts/verifications.js';
import { operationWords } from '#web/dashboard/texts/words.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Notice } from '#web/dashboard/ui/notice.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Shown } from '#web/dashboard/ui/shown.js';

export function VerificationScreen({ id }: { readonly id: string }) {
  const owner = useOwner();
  const { go } = useRouter();
  const [erasing, setErasing] = useState(false);
  const [picturesShown, setPicturesShown] = useState(false);
  const loaded = useAnswer('verification', { path: { ...owner.path, id } });
  const operation = loaded.value?.verification.operation;
  const erased = loaded.value?.verification.status === 'erased';
  return (
    <>
      <PageHead
        title={operation === undefined ? texts.detail : (operationWords[operation] ?? texts.detail)}
        back={{ to: owner.to('verifications'), label: texts.back }}
        actions={
          <>
            <Button className="no-print" onClick={() => window.print()}>
              {texts.print}
            </Button>
            {owner.may('admin') && loaded.value !== null && !erased ? (
              <Button kind="danger" className="no-print" aria-haspopup="dialog" onClick={() => setErasing(true)}>
                {texts.erase}
              </Button>
            ) : null}
          </>
        }
      />
      <Shown loaded={loaded} lines={12}>
        {(detail) => (
          <div className="stack">
            {erased ? <Notice>{texts.wasErased}</Notice> : null}
            {detail.review?.status === 'waiting' ? (
              <Notice tone="warn">
                {texts.waitingHere} <Link to={owner.to(`review/${id}`)}>{texts.toQueue}</Link>
              </Notice>
            ) : null}
            <CaseView detail={detail} picturesShown={picturesShown} onPicturesShown={setPicturesShown} />
          </div>
        )}
      </Shown>
      {erasing ? (
        <EraseDialog id={id} onClose={() => setErasing(false)} onErased={() => go(owner.to('verifications'))} />
      ) : null}
    </>
  );
}
