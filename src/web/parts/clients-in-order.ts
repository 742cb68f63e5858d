// The clients of this device in the order of their names, for lists and for fields that find a person. Reactive.
import { phoneText } from '../../domain/phone.ts';
import type { Client } from '../../contract/entities.ts';
import { store } from '../sync/store.svelte.ts';
import type { ComboboxOption } from '../ui/combobox-option.ts';
import { createClientIndex, type ClientEntry } from './client-index.ts';

const index = createClientIndex();
/** Archived ones included. */
export const clientsInOrder = (): readonly ClientEntry[] => index(store.client.all());
/** Those who may be chosen, as a field offers them. */
export const clientOptions = (isOffered: (client: Client) => boolean = () => true): ComboboxOption[] =>
  clientsInOrder().flatMap(({ client, name, find }) => (client.isArchived || !isOffered(client) ? [] : [{ id: client.id, label: name, detail: client.phone && phoneText(client.phone), phone: client.phone, find }]));
