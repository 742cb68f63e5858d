// What the bench uses of the libraries, which are installed only when the bench runs: so the type checks need none of them.
declare module '@event-calendar/core' {
  export interface EventCalendar { updateEvent(event: object): EventCalendar }
  export const TimeGrid: object;
  export function createCalendar(target: Element, plugins: readonly object[], options: object): EventCalendar;
  export function destroyCalendar(calendar: EventCalendar): Promise<void>;
}
declare module 'fullcalendar' {
  export class Calendar {
    constructor(target: HTMLElement, options: object);
    render(): void;
    destroy(): void;
    getEventById(id: string): { setDates(start: string, end: string): void } | null;
  }
}
declare module 'fullcalendar/daygrid' {
  const plugin: object;
  export default plugin;
}
declare module 'fullcalendar/timegrid' {
  const plugin: object;
  export default plugin;
}
declare module 'fullcalendar/themes/classic' {
  const plugin: object;
  export default plugin;
}
