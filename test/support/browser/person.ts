import type { Page } from 'playwright-core';

/** What a person does on the pages, in English; each waits for what it needs. */
export const person = {
  agree: (page: Page): Promise<void> => page.getByRole('button', { name: 'Agree and start' }).click(),

  /** Photographs a passport. */
  async showPassport(page: Page): Promise<void> {
    await page.getByRole('button', { name: /Passport/ }).click();
    await person.takePhoto(page);
  },

  /** Photographs both sides of a card. */
  async showCard(page: Page): Promise<void> {
    await page.getByRole('button', { name: /ID card/ }).click();
    await page.getByRole('heading', { name: 'Take a photo of the front' }).waitFor();
    await person.takePhoto(page);
    await page.getByRole('heading', { name: 'Now the back' }).waitFor();
    await person.takePhoto(page);
  },

  async takePhoto(page: Page): Promise<void> {
    await page.locator('.button.primary:not([aria-disabled])', { hasText: 'Take photo' }).click();
    await page.getByRole('button', { name: 'Use this photo' }).click();
  },

  /** Chooses a file instead of using the camera. */
  async sendFile(page: Page, picture: Uint8Array): Promise<void> {
    await page.getByRole('button', { name: 'Upload a file instead' }).click();
    const file = { name: 'picture.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(picture) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('button', { name: 'Use this file' }).click();
  },

  /** Is filmed; the film takes as long as its challenge. */
  async film(page: Page): Promise<void> {
    await page.locator('.button.primary:not([aria-disabled])', { hasText: 'Start recording' }).click();
  },

  /** Waits for the end, which comes when everything is judged. */
  done: (page: Page, timeout = 60_000): Promise<void> =>
    page.getByRole('heading', { name: 'Thank you, you are done' }).waitFor({ timeout }),
};
