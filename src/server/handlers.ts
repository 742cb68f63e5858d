// Every operation's handler, gathered from the nouns. A missing one fails the type check.
import { absenceHandlers } from './absences/absence.ops.ts';
import { attendanceHandlers } from './attendance/attendance.ops.ts';
import { blockHandlers } from './blocks/block.ops.ts';
import { clientHandlers } from './clients/client.ops.ts';
import { importInParts } from './clients/client-import.ops.ts';
import { closureHandlers } from './closures/closure.ops.ts';
import type { InParts } from './context.ts';
import { groupHandlers } from './groups/group.ops.ts';
import { ledgerHandlers } from './ledger/ledger.ops.ts';
import { lessonHandlers } from './lessons/lesson.ops.ts';
import { noticeHandlers } from './notices/notice.ops.ts';
import { presenceHandlers } from './presence/presence.ops.ts';
import type { Presence } from './presence/presence.ts';
import { regularPlaceHandlers } from './subscriptions/regular-place.ops.ts';
import { scheduleHandlers } from './schedule/schedule.ops.ts';
import { seriesHandlers } from './series/series.ops.ts';
import { studioHandlers } from './studio/studio.ops.ts';
import { subscriptionHandlers } from './subscriptions/subscription.ops.ts';
import { subscriptionTypeHandlers } from './subscriptions/subscription-type.ops.ts';
import { trainerHandlers } from './trainers/trainer.ops.ts';
import { tellingHandlers } from './telling/telling.ops.ts';
import type { AllHandlers } from './transport/dispatch.ts';
import { userHandlers, type UserServices } from './users/user.ops.ts';
import { waitlistHandlers } from './waiting/waitlist.ops.ts';

export const handlers = (services: UserServices & { presence: Presence }): AllHandlers => ({ ...lessonHandlers, ...presenceHandlers(services.presence), ...clientHandlers, ...groupHandlers, ...studioHandlers, ...seriesHandlers, ...tellingHandlers, ...scheduleHandlers, ...absenceHandlers, ...closureHandlers, ...waitlistHandlers, ...blockHandlers, ...attendanceHandlers, ...ledgerHandlers, ...subscriptionHandlers, ...subscriptionTypeHandlers, ...noticeHandlers, ...regularPlaceHandlers, ...trainerHandlers, ...userHandlers(services) });
export const inParts: InParts = importInParts;
