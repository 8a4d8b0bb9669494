import { usePreferences } from '#web/dashboard/state/preferences.js';
import { accountTexts as texts } from '#web/dashboard/texts/account.js';
import { reviewTexts } from '#web/dashboard/texts/review.js';
import { shell } from '#web/dashboard/texts/shell.js';
import { Choice } from '#web/dashboard/ui/field.js';
import { Segments } from '#web/dashboard/ui/segments.js';

const themes = ['system', 'light', 'dark'] as const;
const densities = ['roomy', 'compact'] as const;

/** Kept in this browser alone. */
export function Appearance() {
  const { preferences, change } = usePreferences();
  return (
    <section className="card stack">
      <h2>{texts.appearance}</h2>
      <div className="row between">
        <span>{shell.theme}</span>
        <Segments
          label={shell.theme}
          value={preferences.theme}
          options={themes.map((value) => ({ value, label: shell.themes[value] }))}
          onChange={(theme) => change({ theme })}
        />
      </div>
      <div className="row between">
        <span>{shell.density}</span>
        <Segments
          label={shell.density}
          value={preferences.density}
          options={densities.map((value) => ({ value, label: shell.densities[value] }))}
          onChange={(density) => change({ density })}
        />
      </div>
      <Choice
        label={reviewTexts.singleKeys}
        hint={reviewTexts.singleKeysHint}
        checked={preferences.singleKeys}
        onChange={(singleKeys) => change({ singleKeys })}
      />
    </section>
  );
}
