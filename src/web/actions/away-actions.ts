// Actions on absences and closed time.
import type { Action, ActionContext } from './action.ts';
import { overlay } from './place.svelte.ts';

const isStaff = (c: ActionContext): boolean => c.me?.roles.some((r) => r === 'owner' || r === 'administrator') ?? false;
const isTrainer = (c: ActionContext): boolean => (c.me?.roles.includes('trainer') ?? false) && c.me?.trainerId !== undefined;

export const awayActions = {
  absence: { id: 'absence.new', name: 'away.new', icon: 'away', group: 'calendar', words: 'absence ill vacation sick holiday відпустка лікарняний хвороба', isAllowed: (c) => isStaff(c) || isTrainer(c), run: () => overlay.open({ kind: 'absence' }) },
  ill: { id: 'absence.ill', name: 'away.ill', icon: 'away', group: 'calendar', words: 'ill sick хвороба', isAllowed: isTrainer, run: (c) => overlay.open({ kind: 'absence', isIll: true, ...(c.me?.trainerId !== undefined && { trainerId: c.me.trainerId }) }) },
  closure: { id: 'closure.new', name: 'closed.new', icon: 'door', group: 'calendar', words: 'close closed power cut alarm світло тривога ремонт', isAllowed: isStaff, run: () => overlay.open({ kind: 'closure' }) },
} as const satisfies Record<string, Action>;
