// Has the program kept on this device by the service worker, once the line has nothing better to do.
const LATER_MS = 5000;

export function keepProgram() {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  // The name of this very file changes with everything that is built into it.
  const build = new URL(import.meta.url).pathname.split('/').pop() ?? '';
  setTimeout(() => void navigator.serviceWorker.register(`/service-worker.js?build=${encodeURIComponent(build)}`).catch(() => {}), LATER_MS);
}
