import { uploadLimitBytes } from '#services/files/upload-types.js';
import type { z } from 'zod';
import { newVerificationFieldsSchema } from '#contract/new-verification.js';
import { anyVerificationSchema } from '#contract/verification.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { emptyContext } from '#domain/verification-context.js';
import type { NativeEndpoint, NativeOutcome } from '#http/apis/native/endpoint.js';
import { answeredUrlMs, toFileLinks } from '#http/apis/native/file-resource.js';
import { pictureEndpoint } from '#http/apis/native/picture-endpoint.js';
import { toVerificationResource } from '#http/apis/native/verification-resource.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { pictureLimitBytes } from '#services/uploaded-picture.js';
import type { AddedPolicy, ToldVerification } from '#services/verifications/create-verification.js';

/** Of every dialect: 50 MB (1 MB = 1,048,576 bytes). */
const videoLimitBytes = uploadLimitBytes('video/mp4')!; // a type that is taken

const picture = { kind: 'picture', limitBytes: pictureLimitBytes } as const;
const pictures = {
  documentFront: {
    ...picture,
    required: true,
    description: 'The side of the document with the portrait, at most 15 MB.',
  },
  documentBack: {
    ...picture,
    required: false,
    description: 'The other side. It is read, and takes no part in the verdict.',
  },
  selfie: { ...picture, required: false, description: 'A picture with one face. Either this or `selfieVideo`.' },
  selfieVideo: {
    kind: 'video',
    required: false,
    description: 'A video of the face, at most 50 MB; its clearest frame is compared. In JSON as the key of an upload.',
    limitBytes: videoLimitBytes,
  },
} as const;

/** `POST /verifications`. */
export function createVerificationEndpoint(dependencies: HttpDependencies): NativeEndpoint {
  const { createVerification, files, now } = dependencies;

  const told = (outcome: Outcome<ToldVerification>): NativeOutcome => {
    if (!outcome.ok) return outcome;
    const { record, review, files: stored } = outcome.value;
    const signing = { files, nowEpochMs: now(), validForMs: answeredUrlMs };
    const links = toFileLinks(stored, signing);
    return ok({ body: toVerificationResource(record, { review, files: links }) });
  };

  return pictureEndpoint(
    {
      path: '/verifications',
      summary: 'Do a document and a selfie show one person?',
      description:
        'Pictures that cannot be judged are a problem with status 4xx, and are remembered as a failed verification under the id of its `instance`.',
      scope: 'verify',
      operation: 'doc-identify',
      pictures,
      fields: newVerificationFieldsSchema,
      jsonTexts: ['metadata', 'policy'],
      answers: { 201: { description: 'The verification, durable.', schema: anyVerificationSchema } },
      async handle({ transactionId, principal, pictures: given, fields, settle }) {
        const { documentFront, documentBack, selfie, selfieVideo } = given;
        if (selfie.status !== 'missing' && selfieVideo.status !== 'missing') {
          return fail({ code: 'request-invalid', detail: 'selfieVideo: give it or selfie, not both' });
        }
        const { userIdentifier = null, metadata = null, policy = {} } = fields;
        const created = await createVerification({
          transactionId,
          principal,
          dialect: 'native',
          context: { ...emptyContext, userIdentifier, metadata },
          documentFront,
          documentBack: documentBack.status === 'missing' ? null : documentBack,
          selfie:
            selfieVideo.status === 'missing'
              ? { kind: 'picture', upload: selfie }
              : { kind: 'video', upload: selfieVideo },
          policy: addedBy(policy),
          settle: (inside, outcome) => settle(inside, told(outcome)),
        });
        return told(created);
      },
    },
    dependencies,
  );
}

type AskedPolicy = NonNullable<z.infer<typeof newVerificationFieldsSchema>['policy']>;

const addedBy = ({ requireLiveness, requireDeepfake, requiredQuality }: AskedPolicy): AddedPolicy => ({
  requiredSignals: [
    ...(requireLiveness === true ? (['liveness'] as const) : []),
    ...(requireDeepfake === true ? (['deepfake'] as const) : []),
  ],
  requiredQuality: requiredQuality ?? [],
});
