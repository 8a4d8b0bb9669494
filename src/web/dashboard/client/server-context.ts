import { createContext, useContext } from 'react';
import { callServer } from '#web/dashboard/client/call-server.js';

/** How screens call: `callServer`, and whoever finds the session over is told of it. */
export type CallServer = typeof callServer;

export const ServerContext = createContext<CallServer>(callServer);
export const useServer = (): CallServer => useContext(ServerContext);

/** `callServer` that tells when the session of this browser is over. */
export function tellingOfSignOut(onSignedOut: () => void): CallServer {
  return async (name, said, signal) => {
    const answered = await callServer(name, said, signal);
    if (!answered.ok && answered.trouble.code === 'sign-in-required') onSignedOut();
    return answered;
  };
}
