// Clients to choose from, as the fields want them.
import { fullName } from '../parts/names.ts';
import { store } from '../sync/store.svelte.ts';
import type { ComboboxOption } from '../ui/Combobox.svelte';

/** Everybody at hand but these; by name. */
export const clientOptions = (but: readonly (number | null | undefined)[] = []): ComboboxOption[] =>
  store.client.all().filter((c) => !c.isArchived && !but.includes(c.id)).map((c) => ({ id: c.id, label: fullName(c), detail: c.phone, phone: c.phone })).sort((a, b) => a.label.localeCompare(b.label, 'uk'));
