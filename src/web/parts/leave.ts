// Signing out, with a word when the server cannot be reached.
import { t } from '../i18n/index.svelte.ts';
import { signOut } from '../session.ts';
import { toast } from '../ui/toast.svelte.ts';

export async function leave() {
  if (!(await signOut())) toast({ text: t('refusal.unavailable'), tone: 'danger' });
}
