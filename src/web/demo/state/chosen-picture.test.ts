import { expect, test, vi } from 'vitest';
import { choose, refusalOf, release } from '#web/demo/state/chosen-picture.js';

const photo = new Blob(['photo'], { type: 'image/jpeg' });
const film = new Blob(['film'], { type: 'video/webm' });
const limits = { photo: 5, video: 3 };

test('a file is refused before the page holds it', () => {
  const hold = vi.spyOn(URL, 'createObjectURL');
  expect(refusalOf(photo, 'selfie', limits)).toBeNull();
  expect(refusalOf(film, 'selfie', limits)).toMatch('at most');
  expect(refusalOf(film, 'documentFront', limits)).toMatch('has to be a picture');
  expect(hold).not.toHaveBeenCalled();
  hold.mockRestore();
});

test('a picture that is shown no longer is let go', () => {
  const [front, selfie] = [choose(photo, 'front.jpg'), choose(photo, 'selfie.jpg')];
  const letGo = vi.spyOn(URL, 'revokeObjectURL');
  release([front, selfie], [selfie]);
  expect(letGo.mock.calls).toEqual([[front.url]]);
  letGo.mockRestore();
  URL.revokeObjectURL(selfie.url);
});
