/** What receipts are made of. Numbers are whole. */
export type CanonicalValue = string | number | null | { readonly [key: string]: CanonicalValue };

/** One text for equal values however their keys are ordered: RFC 8785 for strings, whole numbers, null and objects. */
export function canonicalJson(value: CanonicalValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}
