// Durations, moments and the countdown, in words.

const units: readonly [string, number][] = [
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** At most two units, `1 hour 30 minutes`; nothing smaller than a second. */
export function duration(seconds: number): string {
  let left = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [name, size] of units) {
    const count = Math.floor(left / size);
    if (count > 0) {
      parts.push(`${count} ${name}${count === 1 ? '' : 's'}`);
      left -= count * size;
    } else if (parts.length > 0) {
      break;
    }
    if (parts.length === 2) break;
  }
  return parts.length === 0 ? '0 seconds' : parts.join(' ');
}

/** A moment in the reader's own time zone and manner. */
export function moment(seconds: number): string {
  return new Date(seconds * 1000).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

export type Urgency = 'calm' | 'soon' | 'urgent' | 'over';

export interface Countdown {
  urgency: Urgency;
  /** `1:02:03`, `59:04`, `2 d 01:00:00`. */
  clock: string;
  /** To be spoken when it changes: the same text for long stretches of time. */
  announcement: string;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** What to show `now` for work that ends at `deadline` and had `allotted` seconds. */
export function countdown(deadline: number, allotted: number, now: number): Countdown {
  const left = Math.max(0, Math.ceil(deadline - now));
  const days = Math.floor(left / 86400);
  const hours = Math.floor((left % 86400) / 3600);
  const minutes = Math.floor((left % 3600) / 60);
  const seconds = two(left % 60);
  const clock =
    days > 0
      ? `${days} d ${two(hours)}:${two(minutes)}:${seconds}`
      : hours > 0
        ? `${hours}:${two(minutes)}:${seconds}`
        : `${minutes}:${seconds}`;
  if (left === 0) return { urgency: 'over', clock: '0:00', announcement: 'The time is over.' };
  if (left <= Math.min(60, allotted / 4)) {
    return { urgency: 'urgent', clock, announcement: 'Less than a minute left.' };
  }
  if (left <= Math.min(300, allotted / 2)) {
    return {
      urgency: 'soon',
      clock,
      announcement: left <= 60 ? 'Less than a minute left.' : 'Less than 5 minutes left.',
    };
  }
  return { urgency: 'calm', clock, announcement: '' };
}
