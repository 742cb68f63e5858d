// FROZEN. A week of lessons as plain DOM: the elements, classes, words and places of our grid as they were when this was written,
// made by createElement. One change moves its box and whoever has another lane because of it; a drag moves a ghost. Nothing else.
import type { Client, Lesson, LessonKind, Room } from '../../src/contract/entities.ts';
import { addDays } from '../../src/domain/calendar-day.ts';
import type { Base } from '../browser/sham-server.ts';
import { placed, SHORTEST_MIN, type Placed, type Rest } from './lanes.ts';

const HOUR_PX = 56;
const OPENING_MIN = 480;
const CLOSING_MIN = 1260;
const LANE_PX = 36;
const NARROW_PX = 84;
const CROWDED_PX = 60;
const DETAIL_PX = 50;
const STEP_MIN = 15;
const PIN = 'M9 4.5h6l-.8 6 3.3 3v1.5h-11V13.5l3.3-3zM12 15v5';
const STATUS = { planned: 'заплановано', held: 'проведено', cancelled: 'скасовано' };
const weekdayLong = new Intl.DateTimeFormat('uk-UA', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
const weekdayShort = new Intl.DateTimeFormat('uk-UA', { weekday: 'short', timeZone: 'UTC' });

interface Box { element: HTMLElement; lesson: Lesson; style: string; look: string }
interface Day { date: string; label: string; lessons: Lesson[]; tiles: HTMLElement; boxes: Map<number, Box>; rests: Map<string, HTMLElement[]> }

export class BareBoxes {
  #target: HTMLElement;
  #names: { trainer: Map<number, { name: string; hue: number }>; room: Map<number, Room>; kind: Map<number, LessonKind>; client: Map<number, Client> };
  #days: Day[] = [];
  #surface: HTMLElement | null = null;
  #widthPx = 0;
  /** Draws into `target`, of the people and rooms of `base`. */
  constructor(target: HTMLElement, base: Base) {
    this.#target = target;
    this.#names = {
      trainer: new Map(base.trainer.map((t) => [t.id, { name: `${t.firstName} ${t.lastName ?? ''}`, hue: t.hue }])),
      room: new Map(base.room.map((r) => [r.id, r])), kind: new Map(base.lessonKind.map((k) => [k.id, k])), client: new Map(base.client.map((c) => [c.id, c])),
    };
  }
  show(firstDay: string, lessons: readonly Lesson[]) {
    const dates = Array.from({ length: 7 }, (_, i) => addDays(firstDay, i));
    const [scroller, sheet, body, hours] = [element('div', 'scroller s-TimeGrid'), element('div', 'sheet s-TimeGrid'), element('div', 'body s-TimeGrid'), element('div', 'hours s-TimeGrid', { 'aria-hidden': 'true' })];
    scroller.setAttribute('style', `--hour: ${HOUR_PX}px; --columns: 7; --least: 672px`);
    for (let i = 1; i < 24; i++) hours.append(text('span', 's-TimeGrid', timeText(i * 60), { style: `top: calc(${i} * var(--hour))` }));
    this.#surface = element('div', 'surface s-TimeGrid', { 'data-grid': '', role: 'application' });
    this.#days = dates.map((date, i) => this.#day(date, i, lessons));
    body.append(hours, this.#surface);
    sheet.append(this.#head(dates), body);
    scroller.append(sheet);
    this.#target.append(scroller);
    scroller.scrollTop = ((OPENING_MIN - 30) / 60) * HOUR_PX;
    this.#widthPx = this.#surface.clientWidth / 7;
    for (const one of this.#days) this.#lay(one);
    this.#surface.append(text('button', 'cursor s-CursorCell', '10:00', { type: 'button', style: `left: calc(0% + 2px); width: calc(${100 / 7}% - 9px); top: calc(600 * var(--minute)); height: calc(30 * var(--minute) - 1px)` }));
    this.#surface.addEventListener('pointerdown', (event) => this.#press(event));
  }
  #head(dates: readonly string[]): HTMLElement {
    const [whole, columns] = [element('div', 'head s-TimeGrid'), element('div', 'columns s-GridHead')];
    columns.append(element('span', 's-GridHead'));
    for (const date of dates) {
      const button = element('button', 'day s-GridHead', { type: 'button', 'data-head-date': date });
      button.append(text('span', 'visually-hidden', weekdayLong.format(Date.parse(date))), ' ', text('span', 'name s-GridHead', weekdayShort.format(Date.parse(date)), { 'aria-hidden': 'true' }),
        text('span', 'number s-GridHead', String(Number(date.slice(8))), { 'aria-hidden': 'true' }));
      columns.append(button);
    }
    whole.append(columns);
    return whole;
  }
  #day(date: string, index: number, lessons: readonly Lesson[]): Day {
    const label = weekdayLong.format(Date.parse(date));
    const column = element('div', 'column s-DayColumn', { role: 'group', 'data-column': String(index), 'data-key': date, 'data-date': date, 'aria-label': label, 'aria-busy': 'false' });
    for (const [from, to] of [[0, OPENING_MIN], [CLOSING_MIN, 1440]] as const) column.append(element('div', 'closed s-DayColumn', { style: `top: calc(${from} * var(--minute)); height: calc(${to - from} * var(--minute))` }));
    const tiles = element('div', 'tiles s-DayColumn');
    column.append(tiles);
    this.#surface?.append(column);
    return { date, label, lessons: lessons.filter((l) => l.onDate === date), tiles, boxes: new Map(), rests: new Map() };
  }

  /** Puts every box of a day where it belongs; those that stay as they are are left alone. */
  #lay(one: Day) {
    const { boxes, rests } = placed(one.lessons, Math.max(2, Math.floor(this.#widthPx / LANE_PX)));
    const gone = new Set(one.boxes.keys());
    let next: Node | null = one.tiles.firstChild;
    for (const at of boxes) {
      gone.delete(at.lesson.id);
      const { element: tile } = this.#drawn(one, at);
      if (tile === next) next = next.nextSibling;
      else one.tiles.insertBefore(tile, next);
    }
    for (const id of gone) {
      one.boxes.get(id)?.element.remove();
      one.boxes.delete(id);
    }
    const before = one.rests;
    one.rests = new Map(rests.map((rest) => {
      const key = `${rest.from} ${rest.to} ${rest.lanes} ${rest.count}`;
      const known = before.get(key);
      before.delete(key);
      return [key, known ?? more(rest, one.label)];
    }));
    for (const old of [...before.values()].flat()) old.remove();
    for (const added of one.rests.values()) if (!added[0]?.isConnected) one.tiles.append(...added);
  }
  #drawn(one: Day, at: Placed): Box {
    const { lesson } = at;
    const seenPx = (this.#widthPx * at.span) / at.lanes;
    const isUnder = at.reach > at.span && seenPx < CROWDED_PX;
    const look = `${seenPx < NARROW_PX ? ' isNarrow' : ''}${isUnder ? ' isUnder' : ''}`;
    const hue = this.#names.trainer.get(lesson.trainerId ?? 0)?.hue ?? 0;
    const style = `--hue:${hue};top:calc(${at.from}*var(--minute));height:calc(${Math.max(SHORTEST_MIN, lesson.durationMin)}*var(--minute) - 2px);left:${(at.lane / at.lanes) * 100}%;width:calc(${((isUnder ? at.reach : at.span) / at.lanes) * 100}% - 2px)`;
    const known = one.boxes.get(lesson.id);
    const box = known ?? { element: element('button', ''), lesson, style: '', look };
    if (box.style !== style) box.element.setAttribute('style', (box.style = style));
    if (known?.lesson !== lesson || known.look !== look) this.#fill(box.element, lesson, one.label, look);
    Object.assign(box, { lesson, look });
    one.boxes.set(lesson.id, box);
    return box;
  }
  #fill(tile: HTMLElement, lesson: Lesson, dayLabel: string, look: string) {
    const isNarrow = look !== '';
    const people = (lesson.bookings ?? []).flatMap((b) => this.#names.client.get(b.clientId) ?? []);
    const kind = this.#names.kind.get(lesson.kindId ?? 0);
    const room = this.#names.room.get(lesson.roomId ?? 0);
    const title = people.length === 1 ? `${people[0]?.lastName ?? ''} ${people[0]?.firstName ?? ''}` : people.map((p) => p.lastName).join(', ');
    const count = kind?.format === 'group' ? `${lesson.headCount ?? 0}/${lesson.capacity ?? 0}` : '';
    const notes = people.flatMap((p) => p.note ?? []);
    const note = notes.length ? `Нотатка: ${notes.join('; ')}` : '';
    const range = `${timeText(lesson.startMin)}–${timeText(lesson.startMin + lesson.durationMin)}`;
    const places = (lesson.bookings ?? []).flatMap((b) => room?.places.find((p) => p.slot === b.slot)?.name ?? []);
    const detail = isNarrow || (lesson.durationMin / 60) * HOUR_PX < DETAIL_PX ? '' : [places.length < 3 ? places.join(', ') : room?.name, kind?.name].filter(Boolean).join(' · ');
    const status = lesson.status ?? 'planned';
    tile.className = `tile ${status}${look}${note && ' hasPin'} s-LessonTile`;
    for (const [name, value] of Object.entries({ type: 'button', 'data-lesson-id': String(lesson.id), 'data-status': status, tabindex: '-1', ...(status === 'planned' && { 'data-drag': '' }) })) tile.setAttribute(name, value);
    if (isNarrow || note) tile.title = [`${range} ${title}`, note].filter(Boolean).join('\n');
    else tile.removeAttribute('title');
    const label = [range, dayLabel, title, count, kind?.name, this.#names.trainer.get(lesson.trainerId ?? 0)?.name, room?.name, STATUS[status], note].filter(Boolean).join(', ');
    const words = element('span', 'text s-LessonTile', { role: 'img', 'aria-label': label });
    words.append(text('span', 'time s-LessonTile', isNarrow && count ? `${timeText(lesson.startMin)} ${count}` : timeText(lesson.startMin)), ' ', text('span', 'title s-LessonTile', title), ' ', text('span', 'count s-LessonTile', isNarrow ? '' : count), text('span', 'detail s-LessonTile', detail));
    tile.replaceChildren(words, ...(note ? [' ', pin()] : []));
  }

  /** A box in the hand: the ghost goes with the pointer, the box itself stays. */
  #press(event: PointerEvent) {
    const tile = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-drag]') : null;
    const lesson = tile && this.#days.flatMap((d) => d.lessons).find((l) => l.id === Number(tile.dataset['lessonId']));
    if (!tile || !lesson) return;
    const ghost = element('div', 'ghost s-Ghost', { 'data-ghost': '', 'aria-hidden': 'true' });
    const time = text('span', 'time s-Ghost', '');
    ghost.append(time, ' ', text('span', 'title s-Ghost', tile.querySelector('.title')?.textContent ?? ''));
    ghost.style.setProperty('--hue', String(this.#names.trainer.get(lesson.trainerId ?? 0)?.hue ?? 0));
    tile.classList.add('isDragged');
    this.#surface?.append(ghost);
    const grabbedMin = ((event.clientY - (this.#surface?.getBoundingClientRect().top ?? 0)) / HOUR_PX) * 60;
    let at = '';
    const follow = ({ clientX, clientY }: PointerEvent) => {
      const box = this.#surface?.getBoundingClientRect() ?? new DOMRect();
      const column = Math.max(0, Math.min(6, Math.floor(((clientX - box.left) / box.width) * 7)));
      const startMin = lesson.startMin + Math.round((((clientY - box.top) / HOUR_PX) * 60 - grabbedMin) / STEP_MIN) * STEP_MIN;
      if (at === `${column} ${startMin}`) return;
      at = `${column} ${startMin}`;
      ghost.style.left = `calc(${(column / 7) * 100}% + 2px)`;
      ghost.style.width = `calc(${100 / 7}% - 9px)`;
      ghost.style.top = `calc(${startMin} * var(--minute))`;
      ghost.style.height = `calc(${lesson.durationMin} * var(--minute) - 2px)`;
      time.textContent = `${timeText(startMin)}–${timeText(startMin + lesson.durationMin)}`;
    };
    addEventListener('pointermove', follow);
    addEventListener('pointercancel', () => {
      removeEventListener('pointermove', follow);
      tile.classList.remove('isDragged');
      ghost.remove();
    }, { once: true });
  }
  clear() {
    this.#target.replaceChildren();
    this.#days = [];
  }
  change(lesson: Lesson) {
    const one = this.#days.find((d) => d.date === lesson.onDate);
    if (!one) return;
    // Taken out, so that none of the others has to move within the list.
    one.boxes.get(lesson.id)?.element.remove();
    one.lessons[one.lessons.findIndex((l) => l.id === lesson.id)] = lesson;
    this.#lay(one);
  }
}

function more(rest: Rest, label: string): HTMLElement[] {
  const words = `Ще ${rest.count} занять, ${label}. Показати всі`;
  const button = element('button', 'more s-MoreTile', {
    type: 'button', 'data-more': '', 'aria-expanded': 'false',
    style: `top: calc(${rest.from} * var(--minute)); height: calc(${rest.to - rest.from} * var(--minute) - 2px); left: ${((rest.lanes - 1) / rest.lanes) * 100}%; width: calc(${100 / rest.lanes}% - 2px)`,
  });
  button.append(text('span', 'visually-hidden', words), text('span', '', `+${rest.count}`, { 'aria-hidden': 'true' }));
  return [button, element('div', 'list s-MoreTile', { popover: 'auto', role: 'group', 'aria-label': words, 'data-inert': '' })];
}
function pin(): HTMLElement {
  const span = element('span', 'pin s-LessonTile', { 'data-pin': '' });
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [name, value] of Object.entries({ viewBox: '0 0 24 24', class: 's-Icon', width: '12', height: '12', 'aria-hidden': 'true', 'data-icon': 'pin' })) svg.setAttribute(name, value);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', PIN);
  svg.append(path);
  span.append(svg);
  return span;
}
function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, attributes: Readonly<Record<string, string>> = {}): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
function text(tag: 'span' | 'button', className: string, words: string, attributes: Readonly<Record<string, string>> = {}): HTMLElement {
  const made = element(tag, className, attributes);
  made.textContent = words;
  return made;
}
function timeText(min: number): string {
  return `${String(Math.floor(min / 60)).padStart(2, '0')}:${String(min % 60).padStart(2, '0')}`;
}
