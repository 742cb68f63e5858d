// Closed time in words: «Великий зал, Ремонт, 24 лист., 10:00 – поки невідомо».
import type { Closure } from '../../contract/entities.ts';
import { spanText } from '../absences/span-text.svelte.ts';
import { t } from '../i18n/later.svelte.ts';
import { store } from '../sync/store.svelte.ts';

export const placeText = (roomId: number | undefined): string => (roomId === undefined ? t('closed.studio') : (store.room.get(roomId)?.name ?? ''));
export const closureText = (closure: Pick<Closure, 'roomId' | 'reason' | 'fromOn' | 'fromMin' | 'toOn' | 'toMin'>): string =>
  [placeText(closure.roomId), closure.reason, `${spanText(closure)}${closure.toOn === undefined ? ` ${t('closed.openEnd')}` : ''}`].filter(Boolean).join(', ');
