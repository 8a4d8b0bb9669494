/** Reads `#continue=<secret>` and takes it out of the address at once: no history and no screenshot keeps it. */
export function takeContinuation(): string | null {
  const secret = new URLSearchParams(location.hash.slice(1)).get('continue');
  if (secret === null || secret === '') return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return secret;
}
