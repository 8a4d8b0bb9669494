import { listOf, type List } from '../pages.js';
import { pictureBody, type Picture } from '../picture-body.js';
import type { CallOptions, CreateOptions, Transport } from '../transport.js';
import type { EnrolFields, Enrolment, Search, SearchFields, Template } from '../types.js';

export interface Templates extends List<Template> {
  /** Enrols a person, or adds a picture to one. */
  enrol(enrolment: EnrolFields & { photo: Picture }, options?: CreateOptions): Promise<Enrolment>;
  /** Searches the enrolled people; nobody found is no failure. */
  search(search: SearchFields & { photo: Picture }, options?: CreateOptions): Promise<Search>;
  get(id: string, options?: CallOptions): Promise<Template>;
  delete(id: string, options?: CallOptions): Promise<void>;
}

export function templatesOf(transport: Transport): Templates {
  const at = (id: string): string => `/templates/${encodeURIComponent(id)}`;
  return {
    ...listOf<Template>(transport, '/templates'),
    enrol: ({ photo, ...fields }, options) => {
      const body = pictureBody({ photo }, fields);
      return transport.call({ method: 'POST', path: '/templates', body, creates: true }, options);
    },
    search: ({ photo, ...fields }, options) => {
      const body = pictureBody({ photo }, fields);
      return transport.call({ method: 'POST', path: '/templates/search', body, creates: true }, options);
    },
    get: (id, options) => transport.call({ method: 'GET', path: at(id) }, options),
    delete: (id, options) => transport.call({ method: 'DELETE', path: at(id) }, options),
  };
}
