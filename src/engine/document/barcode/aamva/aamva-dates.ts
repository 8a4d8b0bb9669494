/** Years that a date on a card can have. */
const firstYear = 1880;
const lastYear = 2199;

/**
 * A date of eight digits as `YYYY-MM-DD`: month first (United States, from version 3 on) or year first (Canada, and the
 * versions before). Issuers do not always keep to their country's order, but the digits tell: 13 to 99 is no month, and
 * no year of a card begins so. Also `YYYY-MM-DD` and `MM/DD/YYYY`, which some write. Null when it is no date.
 */
export function aamvaDate(text: string): string | null {
  const digits = text.replace(/[-/.\s]/g, '');
  if (!/^\d{8}$/.test(digits)) return null;
  return (
    realDate(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)) ??
    realDate(digits.slice(4), digits.slice(0, 2), digits.slice(2, 4))
  );
}

function realDate(year: string, month: string, day: string): string | null {
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number(year) < firstYear || Number(year) > lastYear || Number.isNaN(date.getTime())) return null;
  const iso = date.toISOString().slice(0, 10);
  // `02-30` becomes March otherwise.
  return iso === `${year}-${month}-${day}` ? iso : null;
}
