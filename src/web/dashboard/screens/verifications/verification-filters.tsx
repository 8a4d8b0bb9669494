import { dialects, operations } from '#contract/dashboard/meanings.js';
import type { DashboardQuery } from '#contract/dashboard/calls.js';
import { SearchField } from '#web/dashboard/ui/search-field.js';
import { verificationsTexts as texts } from '#web/dashboard/texts/verifications.js';
import { decisionWords, dialectWords, operationWords, statusWords } from '#web/dashboard/texts/words.js';
import { general } from '#web/dashboard/texts/general.js';
import { Field, SelectField } from '#web/dashboard/ui/field.js';

export const filterNames = ['search', 'decision', 'status', 'operation', 'dialect', 'from', 'to', 'cursor'] as const;
export type Filters = Readonly<Partial<Record<(typeof filterNames)[number], string>>>;
type Filter = NonNullable<DashboardQuery<'verificationsCsv'>>;

const decisions = Object.keys(decisionWords) as (keyof typeof decisionWords)[]; // Object.keys loses the key type
const statuses = Object.keys(statusWords) as (keyof typeof statusWords)[]; // as above

const one = <Value extends string>(values: readonly Value[], text: string | undefined): Value | undefined =>
  values.find((value) => value === text);

/** Midnight of a day (`YYYY-MM-DD`) in the operator's zone, `days` later. */
function midnight(day: string | undefined, days = 0): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (parts === null) return undefined;
  return new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + days).toISOString();
}

/** What the address asks for, as the server is asked; what makes no sense is left out. */
export function filterOf(filters: Filters): Filter {
  const filter: Record<string, string | undefined> = {
    search: filters.search,
    decision: one(decisions, filters.decision),
    status: one(statuses, filters.status),
    operation: one(operations, filters.operation),
    dialect: one(dialects, filters.dialect),
    from: midnight(filters.from),
    to: midnight(filters.to, 1),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

export function VerificationFilters({
  filters,
  set,
}: {
  readonly filters: Filters;
  readonly set: (changed: Partial<Record<(typeof filterNames)[number], string>>) => void;
}) {
  const options = <Value extends string>(words: Readonly<Record<Value, string>>) =>
    (Object.keys(words) as Value[]).map((value) => ({ value, label: words[value] })); // Object.keys loses the key type
  return (
    <div className="filters" role="search">
      <SearchField
        label={texts.searchLabel}
        hint={texts.searchHint}
        value={filters.search ?? ''}
        onSearch={(search) => set({ search })}
      />
      <SelectField
        label={texts.decision}
        any={general.any}
        value={one(decisions, filters.decision) ?? ''}
        options={options(decisionWords)}
        onChange={(decision) => set({ decision })}
      />
      <SelectField
        label={texts.status}
        any={general.any}
        value={one(statuses, filters.status) ?? ''}
        options={options(statusWords)}
        onChange={(status) => set({ status })}
      />
      <SelectField
        label={texts.operation}
        any={general.any}
        value={one(operations, filters.operation) ?? ''}
        options={operations.map((value) => ({ value, label: operationWords[value] ?? value }))}
        onChange={(operation) => set({ operation })}
      />
      <SelectField
        label={texts.dialect}
        any={general.any}
        value={one(dialects, filters.dialect) ?? ''}
        options={options(dialectWords)}
        onChange={(dialect) => set({ dialect })}
      />
      <Field label={texts.from}>
        {(control) => (
          <input
            {...control}
            type="date"
            value={filters.from ?? ''}
            max={filters.to}
            onChange={(event) => set({ from: event.target.value })}
          />
        )}
      </Field>
      <Field label={texts.to}>
        {(control) => (
          <input
            {...control}
            type="date"
            value={filters.to ?? ''}
            min={filters.from}
            onChange={(event) => set({ to: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
