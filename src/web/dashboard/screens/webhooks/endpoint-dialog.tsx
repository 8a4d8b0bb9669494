import { useState } from 'react';
import { eventTypes, webhookFormats } from '#contract/dashboard/meanings.js';
import { useAction } from '#web/dashboard/client/use-action.js';
import type { Endpoint } from '#web/dashboard/screens/webhooks/endpoint.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { general } from '#web/dashboard/texts/general.js';
import { webhooksTexts as texts } from '#web/dashboard/texts/webhooks.js';
import { eventWords } from '#web/dashboard/texts/words.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Dialog } from '#web/dashboard/ui/dialog.js';
import { Choices, Field, SelectField } from '#web/dashboard/ui/field.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';

/** Adds a receiver, or changes one. `onSaved` is given the secret of a new one. */
export function EndpointDialog({
  endpoint,
  onClose,
  onSaved,
}: {
  readonly endpoint: Endpoint | null;
  readonly onClose: () => void;
  readonly onSaved: (secret: string | null) => void;
}) {
  const owner = useOwner();
  const add = useAction('addWebhookEndpoint');
  const change = useAction('changeWebhookEndpoint');
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [format, setFormat] = useState(endpoint?.format ?? 'native');
  const [events, setEvents] = useState<Endpoint['eventTypes']>(endpoint?.eventTypes ?? ['verification.completed']);
  const [told, setTold] = useState(false);

  const send = async (): Promise<void> => {
    setTold(true);
    if (events.length === 0 || url.trim() === '') return;
    const body = { url: url.trim(), format, eventTypes: events };
    if (endpoint === null) {
      const answered = await add.run({ path: owner.path, body });
      if (answered?.ok === true) onSaved(answered.value.secret);
    } else {
      const answered = await change.run({ path: { ...owner.path, id: endpoint.id }, body });
      if (answered?.ok === true) onSaved(null);
    }
  };
  return (
    <Dialog title={endpoint === null ? texts.add : texts.editTitle} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Field label={texts.url} hint={texts.urlHint}>
          {(control) => (
            <input
              {...control}
              type="url"
              required
              maxLength={2048}
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
          )}
        </Field>
        <SelectField
          label={texts.format}
          value={format}
          options={webhookFormats.map((value) => ({ value, label: texts.formats[value] }))}
          onChange={(value) => setFormat(value === '' ? 'native' : value)}
        />
        <Choices
          legend={texts.events}
          options={eventTypes.map((value) => ({ value, label: eventWords[value] ?? value }))}
          chosen={events}
          wrong={told && events.length === 0 ? texts.needsEvent : null}
          onChange={setEvents}
        />
        <TroubleNotice trouble={add.trouble ?? change.trouble} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{general.cancel}</Button>
          <Button type="submit" kind="main-action" busy={add.busy || change.busy}>
            {endpoint === null ? texts.add : general.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
