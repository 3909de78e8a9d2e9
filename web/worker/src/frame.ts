// The rules about requesters' pages in a frame: what they may do, and which of their messages count.
import type { Frame } from './api';

const flags = 'allow-scripts allow-forms allow-popups allow-modals';

/** Scripts and an origin of its own together are safe only where that origin is none of ours. */
export function sandboxFlags(frame: Frame, ownOrigins: readonly string[]): string {
  return frame.AllowSameOrigin && !ownOrigins.includes(new URL(frame.URL).origin)
    ? `${flags} allow-same-origin`
    : flags;
}

/** Whether the address is one a frame may show: the web, not a script or a data address. */
export function isShowable(address: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

/**
 * Whether a message says that the form of this assignment was sent. The frame's origin is opaque, so the
 * window it comes from is what counts; and a message is only a hint, since the server submits what it holds
 * itself.
 */
export function isSubmission(
  event: { source: unknown; data: unknown },
  frame: unknown,
  assignmentId: string,
): boolean {
  if (frame === null || frame === undefined || event.source !== frame) return false;
  const data = event.data;
  return (
    typeof data === 'object' &&
    data !== null &&
    (data as { assignmentId?: unknown }).assignmentId === assignmentId
  );
}
