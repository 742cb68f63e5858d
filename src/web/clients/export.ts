// All clients as a file on this device.
import { exportClients, type ExportRow } from '../../domain/client-file/write.ts';
import { locale, todayIn } from '../i18n/index.svelte.ts';
import { fullName } from '../parts/names.ts';
import { call } from '../sync/client.svelte.ts';
import { store } from '../sync/store.svelte.ts';

/** Gives how many there were. */
export async function downloadClients(): Promise<number> {
  const rows: ExportRow[] = [];
  for (let hasMore = true; hasMore; ) {
    const { output } = await call('client.export', { afterId: rows.at(-1)?.client.id });
    rows.push(...output.rows);
    hasMore = output.hasMore;
  }
  const text = exportClients(rows, locale(), new Map(store.trainer.all().map((x) => [x.id, fullName(x)])));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = `clients-${todayIn(store.studio?.zone ?? 'Europe/Kyiv')}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return rows.length;
}
