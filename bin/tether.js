// Loaded into a program that something of ours or npm has started: ends it when that has died without a word.
// The script that started us on an old Node holds a channel to us; of npm we only know that it was our parent.
const parent = process.ppid;
const end = () => process.kill(process.pid, 'SIGTERM');

if (process.channel) {
  process.once('disconnect', end);
  process.channel.unref();
} else {
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, 1000);
  watch.unref();
}
