// Signing out: the session ends, the device forgets what was seen, and a fresh page opens, so that nothing of this person stays in memory.
import { keepClient } from '../clients/kept-client.ts';
import { t } from '../i18n/index.svelte.ts';
import { signOut } from '../sign-out.ts';
import { sync } from '../sync/client.svelte.ts';
import { toast } from '../ui/toast.svelte.ts';

export async function leave() {
  if (!(await signOut())) return void toast({ text: t('refusal.unavailable'), tone: 'danger' });
  keepClient(sync.me?.userId ?? 0, null);
  await sync.forget();
  location.assign('/sign-in');
}
