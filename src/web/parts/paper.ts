// What is shown as it will be on paper stands beside the application, not in it, so that paper shows nothing else.

/** Attach it to the element that is printed: the rest of the page is left out on paper, Tab goes round in it, and the focus comes back when it goes. Esc closes, Ctrl-P prints what is shown; no other key reaches the application. */
export const besideApplication = (onclose: () => void) => (node: HTMLElement): (() => void) => {
  document.body.append(node);
  document.documentElement.dataset['printing'] = '';
  const before = document.activeElement;
  const enter = () => node.querySelector<HTMLElement>('button')?.focus();
  // Messages lie above.
  const entered = ({ target }: FocusEvent) => { if (target instanceof Element && !node.contains(target) && !target.closest('[popover]')) enter(); };
  const keys = (event: KeyboardEvent) => {
    // After the last button the focus is nowhere.
    if (event.target !== document.body && !(event.target instanceof Node && node.contains(event.target))) return;
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      onclose();
    } else if (event.code === 'KeyP' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      print();
    }
  };
  enter();
  document.addEventListener('focusin', entered);
  document.addEventListener('keydown', keys);
  return () => {
    document.removeEventListener('focusin', entered);
    document.removeEventListener('keydown', keys);
    delete document.documentElement.dataset['printing'];
    node.remove();
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
};
