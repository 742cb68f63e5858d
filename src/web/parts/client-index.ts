// Clients in the order of their names, each with its name folded for the search: kept from one look to the next, so that a change of one row prepares one.
// Invariant: in step with the store at every reading; a row that has not changed keeps its entry.
import type { Client } from '../../contract/entities.ts';
import { prepare, type Searchable } from '../ui/search.ts';
import { collator, fullName } from './names.ts';

export interface ClientEntry { readonly client: Client; readonly name: string; readonly find: Searchable }

/** Makes an index; the page has one (clients-in-order.ts). */
export function createClientIndex() {
  let entries: readonly ClientEntry[] = [];
  let byId = new Map<number, ClientEntry>();
  /** The rows as they are now, archived ones included, in the order of names. The same array as long as nothing has changed. */
  return (rows: readonly Client[]): readonly ClientEntry[] => {
    const next = new Map<number, ClientEntry>();
    const fresh: ClientEntry[] = [];
    for (const client of rows) {
      const before = byId.get(client.id);
      const entry = before?.client === client ? before : entryOf(client, before);
      if (entry !== before) fresh.push(entry);
      next.set(client.id, entry);
    }
    if (!fresh.length && next.size === byId.size) return entries;
    // What stays is in order already: the sort has little left to do.
    const stays = entries.filter((e) => next.get(e.client.id) === e);
    byId = next;
    entries = [...stays, ...fresh].sort((a, b) => collator.compare(a.name, b.name) || a.client.id - b.client.id);
    return entries;
  };
}
function entryOf(client: Client, before: ClientEntry | undefined): ClientEntry {
  const name = fullName(client);
  const isSame = before?.name === name && before.client.phone === client.phone;
  return { client, name, find: isSame ? before.find : prepare(name, client.phone) };
}
