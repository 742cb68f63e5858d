// What an outcome takes, by the rules of the studio or by the usual ones.
import type { Outcome, Policy, Takes } from '../contract/entities.ts';

export const USUAL_POLICY: Policy = {
  cancelHours: 12, graceMin: 120, afterGrace: 'attended', noticeAtLessons: 2, noticeDays: 7,
  takes: { attended: 'one', noShow: 'one', cancelledInTime: 'none', cancelledLate: 'one', excused: 'none', cancelledByStudio: 'none' },
};
/** Days that a regular place is held after the last paid lesson. */
export const holdDaysOf = (studio: { policy?: Policy | undefined } | null): number => policyOf(studio).holdDays ?? 7;
export const policyOf = (studio: { policy?: Policy | undefined } | null): Policy => studio?.policy ?? USUAL_POLICY;

const HALVES: Record<Takes, number> = { one: 2, half: 1, none: 0 };
/** Halves of a lesson. */
export const halvesOf = (takes: Takes): number => HALVES[takes];
/** Whether a place called off now is called off in time. Instants in milliseconds. */
export const cancelOutcome = (policy: Policy, nowMs: number, startMs: number): Extract<Outcome, 'cancelledInTime' | 'cancelledLate'> =>
  (startMs - nowMs >= policy.cancelHours * 3_600_000 ? 'cancelledInTime' : 'cancelledLate');
