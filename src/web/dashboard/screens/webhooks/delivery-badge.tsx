import { deliveryWords } from '#web/dashboard/texts/words.js';
import { Badge } from '#web/dashboard/ui/badge.js';

const tones = { pending: 'accent', delivered: 'good', failed: 'bad', cancelled: 'plain' } as const;

export const DeliveryBadge = ({ state }: { readonly state: keyof typeof deliveryWords }) => (
  <Badge tone={tones[state]}>{deliveryWords[state]}</Badge>
);
