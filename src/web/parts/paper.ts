// What is shown as it will be on paper stands beside the application, not in it, so that paper shows nothing else.

/** Attach it to the element that is printed: the rest of the page is left out on paper, and the focus comes back when it goes. */
export function besideApplication(node: HTMLElement): () => void {
  document.body.append(node);
  document.documentElement.dataset['printing'] = '';
  const before = document.activeElement;
  node.querySelector<HTMLElement>('button')?.focus();
  return () => {
    delete document.documentElement.dataset['printing'];
    node.remove();
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
}
/** Esc closes, Ctrl-P prints what is shown; nothing else reaches the application. */
export const paperKeys = (onclose: () => void) => (event: KeyboardEvent): void => {
  event.stopPropagation();
  if (event.key === 'Escape') {
    event.preventDefault();
    onclose();
  } else if (event.code === 'KeyP' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    print();
  }
};
