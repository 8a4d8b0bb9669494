import { expect, test } from 'vitest';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { treeOf, valueAt } from '#web/dashboard/screens/settings/at-path.js';
import { settingGroups } from '#web/dashboard/screens/settings/setting-fields.js';

test('every setting of an application can be changed', () => {
  const shown = settingGroups.flatMap(({ fields }) => fields.map(({ path }) => path as string));
  const settings = Object.entries(defaultApplicationSettings).flatMap(([group, values]) =>
    Object.keys(values).map((name) => `${group}.${name}`),
  );
  expect(settings.filter((path) => !shown.includes(path))).toEqual([]);
  expect(new Set(shown).size).toBe(shown.length);
});

test('changes become a tree of what was changed alone', () => {
  expect(
    treeOf(
      new Map<string, unknown>([
        ['review.queue', false],
        ['review.fourEyes', true],
        ['limits.perDay', null],
      ]),
    ),
  ).toEqual({ review: { queue: false, fourEyes: true }, limits: { perDay: null } });
  expect(valueAt(defaultApplicationSettings, 'limits.perSecond')).toBe(25);
  expect(valueAt(defaultApplicationSettings, 'nothing.here')).toBeUndefined();
});
