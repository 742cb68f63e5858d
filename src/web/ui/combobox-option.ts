// What a field that finds something offers. `find`: label and phone prepared for the search by whoever has many of them.
import type { Searchable } from './search.ts';

export interface ComboboxOption { id: number; label: string; detail?: string | undefined; phone?: string | undefined; find?: Searchable }
