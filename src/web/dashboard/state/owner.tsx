import { createContext, useContext } from 'react';
import { userRoles, type Mode, type UserRole } from '#contract/dashboard/meanings.js';

/** The application and mode that the address names, and what the user may do there. */
export interface Owner {
  readonly application: { readonly id: string; readonly name: string; readonly role: UserRole };
  readonly mode: Mode;
  /** Of calls that belong to an application and mode. */
  readonly path: { readonly applicationId: string; readonly mode: Mode };
  /** The server decides: this only spares buttons that it would refuse. */
  readonly may: (role: UserRole) => boolean;
  /** Address of a screen of this application and mode, below the dashboard. */
  readonly to: (screen: string) => string;
}

export function makeOwner(application: Owner['application'], mode: Mode): Owner {
  const rank = userRoles.indexOf(application.role);
  return {
    application,
    mode,
    path: { applicationId: application.id, mode },
    may: (role) => rank >= userRoles.indexOf(role),
    to: (screen) => `/a/${encodeURIComponent(application.id)}/${mode}/${screen}`,
  };
}

export const OwnerContext = createContext<Owner | null>(null);

export function useOwner(): Owner {
  const owner = useContext(OwnerContext);
  if (owner === null) throw new Error('no application is chosen here');
  return owner;
}
