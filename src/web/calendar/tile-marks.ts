// What a tile wears while nothing of its lesson has changed: few have any, so that the others ask for nothing.

export interface Marks { /** Classes, each after a space. */ readonly words: string; readonly isPicked?: true }

/** By the id of the lesson. Of several picked lessons all go where one of them is carried. */
export function marksOf(selected: number | null, dragged: number | null, picked: Iterable<number>, hasAllInHand: boolean): Record<number, Marks> {
  const marks: Record<number, Marks> = {};
  const add = (id: number, words: string) => { marks[id] = { ...marks[id], words: (marks[id]?.words ?? '') + words }; };
  if (selected !== null) add(selected, ' isSelected');
  if (dragged !== null) add(dragged, ' isDragged');
  for (const id of picked) {
    add(id, hasAllInHand && id !== dragged ? ' isPicked isDragged' : ' isPicked');
    marks[id] = { words: marks[id]?.words ?? '', isPicked: true };
  }
  return marks;
}
