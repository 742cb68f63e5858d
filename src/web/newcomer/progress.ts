// The first steps with a new client: what is done is read from what there is, so that they can be left anywhere and gone on with.
export const STEPS = ['data', 'people', 'subscription', 'schedule'] as const;
export type Step = (typeof STEPS)[number];
export interface Known { hasTrainer: boolean; isMember: boolean; hasSubscription: boolean; hasSchedule: boolean }

/** Who comes with a group has its schedule. */
export const doneOf = (k: Known): ReadonlySet<Step> => new Set<Step>([
  'data', ...(k.hasTrainer || k.isMember ? ['people' as const] : []), ...(k.hasSubscription ? ['subscription' as const] : []), ...(k.hasSchedule || k.isMember ? ['schedule' as const] : []),
]);
/** The first step still to be done, after `from` where one is named; undefined when all is. */
export const nextStep = (done: ReadonlySet<Step>, from?: Step): Step | undefined => STEPS.slice(from ? STEPS.indexOf(from) + 1 : 0).find((s) => !done.has(s));
