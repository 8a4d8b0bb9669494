import { useState } from 'react';
import { useAction } from '#web/dashboard/client/use-action.js';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { sameValue, treeOf, valueAt } from '#web/dashboard/screens/settings/at-path.js';
import { PagePreview } from '#web/dashboard/screens/settings/page-preview.js';
import { SettingControl } from '#web/dashboard/screens/settings/setting-control.js';
import { settingGroups } from '#web/dashboard/screens/settings/setting-fields.js';
import { TokenBalance } from '#web/dashboard/screens/settings/token-balance.js';
import { useAccount } from '#web/dashboard/state/account.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { settingsTexts as texts } from '#web/dashboard/texts/settings.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Notice, TroubleNotice } from '#web/dashboard/ui/notice.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Shown } from '#web/dashboard/ui/shown.js';
import { useTell } from '#web/dashboard/ui/toasts.js';

/** Everything that an application can be set to. Nothing is sent before it is saved. */
export function SettingsScreen() {
  const owner = useOwner();
  const { account } = useAccount();
  const tell = useTell();
  const path = { applicationId: owner.application.id };
  const loaded = useAnswer('application', { path });
  const change = useAction('changeSettings');
  const [changes, setChanges] = useState<ReadonlyMap<string, unknown>>(new Map());
  const mayChange = owner.may('admin');

  const set = (field: string, value: unknown): void => {
    const next = new Map(changes);
    if (sameValue(value, valueAt(loaded.value?.settings, field))) next.delete(field);
    else next.set(field, value);
    setChanges(next);
  };
  const save = async (): Promise<void> => {
    const answered = await change.run({ path, body: treeOf(changes) });
    if (answered?.ok !== true) return;
    loaded.replace(answered.value);
    setChanges(new Map());
    tell(texts.saved);
  };
  return (
    <>
      <PageHead title={texts.title} about={texts.about} />
      <Shown loaded={loaded} lines={12}>
        {(application) => {
          const valueOf = (field: string): unknown =>
            changes.has(field) ? changes.get(field) : valueAt(application.settings, field);
          return (
            <form
              className="stack"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                if (changes.size > 0) void save();
              }}
            >
              {mayChange ? null : <Notice>{texts.readOnly}</Notice>}
              {settingGroups.map((group) => {
                const fields = group.fields.filter(({ path: field }) => valueOf(field) !== undefined);
                if (fields.length === 0) return null;
                return (
                  <section
                    key={group.id}
                    id={group.id}
                    className="card settings-group"
                    aria-labelledby={`${group.id}-title`}
                  >
                    <div>
                      <h2 id={`${group.id}-title`}>{group.title}</h2>
                      <p className="muted">{group.about}</p>
                      {group.id === 'decisions' ? (
                        <p className="muted">{texts.recogniserInUse(application.recogniser)}</p>
                      ) : null}
                    </div>
                    <fieldset className="choices stack" disabled={!mayChange}>
                      <legend className="unseen">{group.title}</legend>
                      {fields.map((field) => (
                        <SettingControl
                          key={field.path}
                          field={field}
                          value={valueOf(field.path)}
                          usual={valueAt(application.defaults, field.path)}
                          changed={changes.has(field.path)}
                          policies={application.policies}
                          onChange={(value) => set(field.path, value)}
                        />
                      ))}
                      {group.id === 'pages' ? (
                        <PagePreview applicationName={application.name} valueOf={valueOf} />
                      ) : null}
                    </fieldset>
                  </section>
                );
              })}
              {application.settings.tokens.enforced || account.user.installationAdmin ? (
                <TokenBalance application={application} onChanged={loaded.replace} />
              ) : null}
              {changes.size === 0 ? null : (
                <div className="review-bar" role="group" aria-label={texts.unsaved}>
                  <TroubleNotice trouble={change.trouble} />
                  <span className="muted">{texts.unsaved}</span>
                  <div className="row">
                    <Button
                      onClick={() => {
                        setChanges(new Map());
                        change.forget();
                      }}
                    >
                      {texts.discard}
                    </Button>
                    <Button type="submit" kind="main-action" busy={change.busy}>
                      {texts.save(changes.size)}
                    </Button>
                  </div>
                </div>
              )}
            </form>
          );
        }}
      </Shown>
    </>
  );
}
