// Signing out.
import { rememberSignedIn } from './session.ts';

/** Ends the session. False when the server was not reached. */
export async function signOut(): Promise<boolean> {
  try {
    await fetch('/api/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  } catch {
    return false;
  }
  rememberSignedIn(false);
  return true;
}
