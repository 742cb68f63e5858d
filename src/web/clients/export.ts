// All clients as a file on this device.
import { exportClients } from '../../domain/client-file/write.ts';
import { readClients } from '../../domain/studio-export.ts';
import { locale, todayIn } from '../i18n/index.svelte.ts';
import { fullName } from '../parts/names.ts';
import { saveFile } from '../parts/save-file.ts';
import { call } from '../sync/client.svelte.ts';
import { store } from '../sync/store.svelte.ts';

/** Gives how many there were. */
export async function downloadClients(): Promise<number> {
  const rows = await readClients({ clients: async (input) => (await call('client.export', input)).output });
  const text = exportClients(rows, locale(), new Map(store.trainer.all().map((x) => [x.id, fullName(x)])));
  saveFile(`clients-${todayIn(store.studio?.zone ?? 'Europe/Kyiv')}.csv`, text, 'text/csv;charset=utf-8');
  return rows.length;
}
