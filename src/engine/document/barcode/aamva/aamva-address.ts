import type { GetElement } from '#engine/document/barcode/aamva/aamva-names.js';

/**
 * Street, second line, city, jurisdiction and postal code on one line, as a licence prints them: `2300 WEST BROAD STREET,
 * RICHMOND, VA 23269`. The mailing address (`DAG`…), or the residence (`DAL`…) that versions 0 and 1 hold beside it.
 */
export function aamvaAddress(get: GetElement): string | null {
  const parts =
    get('DAL') === null && get('DAN') === null
      ? [get('DAG'), get('DAH'), get('DAI'), join(get('DAJ'), get('DAK'))]
      : [get('DAL'), get('DAM'), get('DAN'), join(get('DAO'), get('DAP'))];
  const text = parts
    .filter((part) => part !== null)
    .map((part) => part.replace(/\s+/g, ' ').replace(/,$/, ''))
    .join(', ');
  return text === '' ? null : text;
}

function join(jurisdiction: string | null, code: string | null): string | null {
  const parts = [jurisdiction, code === null ? null : postalCode(code)].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

/** Nine digits are a ZIP code with the four of the block, zeros where they are not known. */
function postalCode(code: string): string {
  const [, zip, block] = /^(\d{5})-?(\d{4})$/.exec(code.replace(/\s/g, '')) ?? [];
  if (zip === undefined || block === undefined) return code.replace(/\s+/g, ' ');
  return block === '0000' ? zip : `${zip}-${block}`;
}
