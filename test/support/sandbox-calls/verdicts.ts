import type { SandboxScenarioName } from '#domain/sandbox.js';
import { videoHead } from '../blank-frames.js';
import { formOf } from '../picture-form.js';
import { plainPicture, sandboxPicture } from '../sandbox-picture.js';
import type { SandboxServer } from '../sandbox-server.js';
import { told } from '../sandbox-sessions.js';

/** What the five dialects say of one scenario, which every picture of the call names. */
export interface Verdicts {
  /** `comparison.same` */
  readonly ooto: boolean;
  /** `verified` */
  readonly deepidv: boolean;
  /** `face/verify`: whether `score` is one of a match, 27 or more. */
  readonly trustmatic: boolean;
  readonly clearconsent: 'verified' | 'rejected' | 'review';
  /** The decision, and its reasons, where liveness and deepfake are required. */
  readonly native: readonly ['match' | 'no-match' | 'review', ...string[]];
}

/** The calls that judge two pictures, one of each dialect; what cannot be read as a verdict is undefined. */
export async function verdictsOf(server: SandboxServer, scenario: SandboxScenarioName): Promise<Verdicts> {
  const picture = sandboxPicture(scenario);
  const imageBase64 = Buffer.from(picture).toString('base64');
  const policy = JSON.stringify({ requireLiveness: true, requireDeepfake: true });
  const check = { api_key: server.key, user_identifier: `sandbox:${scenario}` };
  const [ooto, deepidv, trustmatic, clearconsent, native] = await Promise.all([
    told<Ooto>(server.call('POST', '/api/v1.0/doc/identify', formOf({ doc: picture, selfie: picture }))),
    told<Deepidv>(server.call('POST', '/v1/identity/verify', formOf({ documentImage: picture, faceImage: picture }))),
    told<Trustmatic>(
      server.call('POST', '/api/v1/face/verify', {
        sessionId: 's',
        probe: { imageBase64 },
        reference: { imageBase64 },
      }),
    ),
    told<ClearConsent>(
      server.call('POST', '/verif/submit', formOf({ ...check, selfie_video: videoHead, id_photo: plainPicture })),
    ),
    told<Native>(
      server.call('POST', '/api/v2/verifications', formOf({ documentFront: picture, selfie: picture, policy })),
    ),
  ]);
  return {
    ooto: ooto.result.comparison.same,
    deepidv: deepidv.verified,
    trustmatic: trustmatic.score >= 27,
    clearconsent: clearconsent.result.status,
    native: [native.decision, ...native.reasons],
  };
}

// As much of the answers as is read; the schemas of test/contract hold their whole shape.
interface Ooto {
  readonly result: { readonly comparison: { readonly same: boolean } };
}
interface Deepidv {
  readonly verified: boolean;
}
interface Trustmatic {
  readonly score: number;
}
interface ClearConsent {
  readonly result: { readonly status: Verdicts['clearconsent'] };
}
interface Native {
  readonly decision: Verdicts['native'][0];
  readonly reasons: readonly string[];
}
