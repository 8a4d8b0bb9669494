import { templatesTexts as texts } from '#web/dashboard/texts/templates.js';
import { Badge } from '#web/dashboard/ui/badge.js';

/** Whether a search finds at least one of these. */
export const SampleBadge = ({ states }: { readonly states: readonly ('active' | 're-enrol-needed')[] }) =>
  states.includes('active') ? (
    <Badge tone="good">{texts.active}</Badge>
  ) : (
    <span title={texts.renewHint}>
      <Badge tone="warn">{texts.renew}</Badge>
    </span>
  );
