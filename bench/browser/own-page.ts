// The page of our own grids and of the bare boxes beside them, which wear the same styles.
import { BareBoxes } from '../bare/boxes.ts';
import { offer, type Contestant } from './contestants.ts';
import { startOurs } from './ours.ts';
import { BASE, SCENES } from './studio.ts';

const target = document.getElementById('app') as HTMLElement; // in every page of the bench
// As the calendar's stage is.
Object.assign(target.style, { display: 'flex', flexDirection: 'column' });
const boxes = new BareBoxes(target, BASE);
const bare: Contestant = {
  show: ({ firstDay, lessons }) => boxes.show(firstDay, lessons),
  clear: () => boxes.clear(),
  news: (lesson) => () => boxes.change(lesson),
  count: () => target.querySelectorAll('[data-lesson-id]').length,
  boxOf: (id) => target.querySelector(`[data-lesson-id="${id}"]`),
};
offer({ ours: await startOurs(target), bare }, SCENES);
