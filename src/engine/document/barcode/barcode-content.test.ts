import { expect, test } from 'vitest';
import { contentOf } from '#engine/document/barcode/barcode-content.js';

const mrz = 'P<UTOHYTHLODAY<<RAPHAELA<<<<<<<<<<<<<<<<<<<<\nUT73026147UTO9108127F3503135<<<<<<<<<<<<<<04';

test.each([
  ['an MRZ', Buffer.from(mrz), { kind: 'mrz', text: mrz }],
  ['a visible digital seal', Uint8Array.of(0xdc, 0x03, 0xd9, 0xc5), { kind: 'seal', text: null }],
  ['a 2D-Doc', Buffer.from('DC04FR0000011E72...'), { kind: 'seal', text: 'DC04FR0000011E72...' }],
  ['a vCard', Buffer.from('BEGIN:VCARD\nN:Roe'), { kind: 'vcard', text: 'BEGIN:VCARD\nN:Roe' }],
  ['a link', Buffer.from('HTTPS://example.org'), { kind: 'link', text: 'HTTPS://example.org' }],
  ['text in Latin 1', Uint8Array.of(0x5a, 0x6f, 0xe9), { kind: 'text', text: 'Zoé' }],
  ['text in UTF-8', Buffer.from('Zoé'), { kind: 'text', text: 'Zoé' }],
  ['bytes', Uint8Array.of(0, 1, 2, 3), { kind: 'binary', text: null }],
  ['more text than a document has to say', Buffer.alloc(513, 'x'), { kind: 'binary', text: null }],
])('%s', (_, bytes, content) => {
  expect(contentOf(bytes)).toEqual(content);
});

test('a card of AAMVA', () => {
  const content = contentOf(Buffer.from('@\n\x1e\rANSI 636000100101DL00310011DLDAQ123456\r', 'latin1'));
  expect(content).toMatchObject({ kind: 'aamva', card: { subfiles: [{ type: 'DL', elements: { DAQ: '123456' } }] } });
});
