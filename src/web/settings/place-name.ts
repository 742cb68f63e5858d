// «Реформер 3» is followed by «Реформер 4».
export function nextPlaceName(last: string): string {
  const found = /^(.*?)(\d+)\s*$/.exec(last);
  return found ? `${found[1]}${Number(found[2]) + 1}` : `${last.trim()} 2`;
}
