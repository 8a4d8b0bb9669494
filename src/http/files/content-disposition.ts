import { fileExtensions, type StoredFile } from '#domain/file.js';

/** Left as they are in a file name; whatever else might end the header, or name another folder, becomes `_`. */
const unsafe = /[^A-Za-z0-9._-]/g;
const longestName = 120;

/** RFC 6266. What a browser cannot show as a picture or video is saved, never opened. */
export function contentDisposition({ name, role, id, contentType }: StoredFile): string {
  const given = name ?? `${role}-${id.slice(0, 8)}.${fileExtensions[contentType]}`;
  const safe = given.replace(unsafe, '_').replace(/^\.+/, '').slice(-longestName);
  return `${contentType === 'application/octet-stream' ? 'attachment' : 'inline'}; filename="${safe}"`;
}
