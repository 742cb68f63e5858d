// People's names and the order of lists, the same on every screen.
export interface Person { firstName: string; lastName?: string | undefined }
/** «Шевченко Наталія», as lists at a desk have it. */
export const fullName = (p: Person): string => [p.lastName, p.firstName].filter(Boolean).join(' ');
/** «Наталія Шевченко», as one speaks of a trainer: everywhere but in files. */
export const trainerName = (p: Person): string => [p.firstName, p.lastName].filter(Boolean).join(' ');
export const collator = new Intl.Collator('uk', { numeric: true, sensitivity: 'base' });
export const byName = (a: Person, b: Person) => collator.compare(fullName(a), fullName(b));
export const byTrainerName = (a: Person, b: Person) => collator.compare(trainerName(a), trainerName(b));
export const byTitle = (a: { name: string }, b: { name: string }) => collator.compare(a.name, b.name);
