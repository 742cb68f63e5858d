// Values of a lesson's history as people read them. Why something was refused is said by sync/refusal-text, here as everywhere.
import { BLOCKS } from '../../contract/entities.ts';
import { formatDate, formatMoney, t } from '../i18n/index.svelte.ts';
import { store } from '../sync/store.svelte.ts';
import { trainerText } from './lesson-words.svelte.ts';
import { instantText } from './local-instant.svelte.ts';
import { lengthText } from './length-text.svelte.ts';
import { timeText } from './time-text.ts';

export { canOverride, fieldName as fieldText, refusalText as refusalWords } from '../sync/refusal-text.ts';

/** A value of the history as people read it: minutes as time, numbers as names. */
export function valueText(field: string, value: string | undefined): string {
  if (value === undefined || value === '') return t('calendar.nothing');
  const number = Number(value);
  switch (field) {
    case 'onDate': return formatDate(value, 'weekdayShort');
    case 'startMin': return Number.isInteger(number) ? timeText(number) : value;
    case 'durationMin': return Number.isInteger(number) ? lengthText(number) : value;
    case 'trainerId': case 'meantTrainerId': return Number.isInteger(number) ? trainerText(number) : value;
    case 'roomId': return store.room.get(number)?.name ?? value;
    case 'kindId': return store.lessonKind.get(number)?.name ?? value;
    case 'groupId': return store.group.get(number)?.name ?? value;
    case 'priceMinor': case 'payMinor': return Number.isInteger(number) ? formatMoney(number, store.studio?.currency) : value;
    case 'block': return BLOCKS.some((b) => b === value) ? t(`block.${value as (typeof BLOCKS)[number]}`) : value; // one of them
    case 'expiresAt': return Number.isInteger(number) ? instantText(number) : value;
    case 'takesWholeRoom': case 'isUndecided': return t(value === 'true' ? 'calendar.yes' : 'calendar.no');
    case 'status': return value === 'planned' || value === 'held' || value === 'cancelled' ? t(`calendar.status.${value}`) : value;
    case 'cancelAskedBy': return value === 'studio' || value === 'trainer' || value === 'client' ? t(`calendar.askedBy.${value}`) : value;
    default: return value;
  }
}
