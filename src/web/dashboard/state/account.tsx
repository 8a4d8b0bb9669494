import { createContext, useContext } from 'react';
import type { AccountState } from '#contract/dashboard/account.js';

export type SignedIn = Extract<AccountState, { state: 'signed-in' }>;

interface Account {
  readonly account: SignedIn;
  /** After something changed what the account shows. */
  readonly reload: () => void;
}
export const AccountContext = createContext<Account | null>(null);

export function useAccount(): Account {
  const account = useContext(AccountContext);
  if (account === null) throw new Error('nobody is signed in here');
  return account;
}
