/** The calls of the page behind a link, below the link's own path; see `contract/capture.ts`. */
export const capturePaths = {
  session: 'session',
  events: 'events',
  claim: 'claim',
  consent: 'consent',
  captcha: 'captcha',
  captchaAnswer: 'captcha/answer',
  challenge: 'challenge',
  uploads: 'uploads',
  pictures: 'pictures',
  continuation: 'continuation',
  decline: 'decline',
} as const;
