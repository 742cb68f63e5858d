// What the signed-in person may do, by roles. Reactive: read inside templates and deriveds.
import { sync } from '../sync/client.svelte.ts';

export const isOwner = () => sync.me?.roles.includes('owner') ?? false;
export const isStaff = () => isOwner() || (sync.me?.roles.includes('administrator') ?? false);
export const isTrainer = () => sync.me?.roles.includes('trainer') ?? false;
/** Staff or trainer: anybody but a mere client. */
export const isTeam = () => isStaff() || isTrainer();
