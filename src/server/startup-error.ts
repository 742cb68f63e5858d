// The one error a person at a terminal is meant to read: printed as its sentence, without a stack.

/** A reason not to start, said in one sentence that tells what to change. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}

/** The words for a file-system error, without the call and the path Node puts around them. */
export function fileErrorReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return fileErrorReasons[code] ?? (error instanceof Error ? error.message : String(error));
}

const fileErrorReasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file of that name is in the way',
};
