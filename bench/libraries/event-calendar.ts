// EventCalendar with its week view, asked through its public interface.
import { createCalendar, destroyCalendar, TimeGrid, type EventCalendar } from '@event-calendar/core';
import '@event-calendar/core/index.css';
import { offer, type Contestant } from '../browser/contestants.ts';
import { SCENES } from '../browser/studio.ts';
import { boxOf, boxesIn, eventOf } from './events.ts';

const target = document.getElementById('app') as HTMLElement; // in every page of the bench
let calendar: EventCalendar | null = null;

const contestant: Contestant = {
  show({ firstDay, lessons }) {
    calendar = createCalendar(target, [TimeGrid], {
      view: 'timeGridWeek', date: firstDay, firstDay: 1, allDaySlot: false, headerToolbar: { start: '', center: '', end: '' }, height: '100%', slotEventOverlap: false,
      slotMinTime: '00:00', slotMaxTime: '24:00', scrollTime: '07:30', locale: 'uk', events: lessons.map((l) => eventOf(l, 'classNames')),
    });
  },
  clear() {
    if (calendar) void destroyCalendar(calendar);
    calendar = null;
    target.replaceChildren();
  },
  news: (lesson) => {
    const event = eventOf(lesson, 'classNames');
    return () => void calendar?.updateEvent(event);
  },
  count: () => boxesIn(target),
  boxOf: (id) => boxOf(target, id),
};
offer({ library: contestant }, SCENES);
