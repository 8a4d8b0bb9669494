import { toBlob } from '../picture-body.js';
import type { CallOptions, CreateOptions, Transport } from '../transport.js';
import type { ErasureReceipt, NewErasure, NewUpload, StoredFile, Upload } from '../types.js';

export interface Uploads {
  /** Asks where to send a picture or video. */
  presign(upload: NewUpload, options?: CreateOptions): Promise<Upload>;
  /**
   * Presigns and sends; the `key` of what comes back stands for the picture in later calls. `contentType`: needed for
   * bytes, and for a Blob without a type.
   */
  send(picture: Blob | Uint8Array, options?: CreateOptions & { readonly contentType?: string }): Promise<Upload>;
}

export function uploadsOf(transport: Transport): Uploads {
  const presign = (body: NewUpload, options?: CreateOptions): Promise<Upload> =>
    transport.call({ method: 'POST', path: '/uploads', body, creates: true }, options);
  return {
    presign,
    async send(picture, options) {
      const blob = toBlob(picture);
      const contentType = options?.contentType ?? blob.type;
      if (contentType === '') throw new TypeError('contentType: needed where the picture does not tell its own');
      const upload = await presign({ contentType, sizeBytes: blob.size }, options);
      await transport.send(upload, blob, options);
      return upload;
    },
  };
}

export interface Files {
  /** What is stored, and where it can be fetched for an hour. */
  get(id: string, options?: CallOptions): Promise<StoredFile>;
  delete(id: string, options?: CallOptions): Promise<void>;
}

export function filesOf(transport: Transport): Files {
  const at = (id: string): string => `/files/${encodeURIComponent(id)}`;
  return {
    get: (id, options) => transport.call({ method: 'GET', path: at(id) }, options),
    delete: (id, options) => transport.call({ method: 'DELETE', path: at(id) }, options),
  };
}

export interface Erasures {
  /** Destroys everything under the identifier that you gave a person. */
  create(erasure: NewErasure, options?: CreateOptions): Promise<ErasureReceipt>;
}

export const erasuresOf = (transport: Transport): Erasures => ({
  create: (body, options) => transport.call({ method: 'POST', path: '/erasures', body, creates: true }, options),
});
