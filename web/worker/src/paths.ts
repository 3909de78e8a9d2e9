// Addresses of the site's pages, which are the original's where it had them, and what is read from them.

export const list = '/projects';
export const queue = '/tasks';
export const earnings = '/dashboard';
export const messages = '/messages';
export const qualifications = '/qualifications';
export const profile = '/profile';

export function qualification(typeId: string): string {
  return `/qualifications/${encodeURIComponent(typeId)}`;
}

/** The test that a request began. */
export function qualificationTest(requestId: string): string {
  return `/qualifications/tests/${encodeURIComponent(requestId)}`;
}

export function preview(groupId: string): string {
  return `/projects/${encodeURIComponent(groupId)}/tasks`;
}

export function work(assignment: {
  AssignmentId: string;
  HITId: string;
  HITGroup: { HITGroupId: string };
}): string {
  const hit = `${preview(assignment.HITGroup.HITGroupId)}/${encodeURIComponent(assignment.HITId)}`;
  return `${hit}?assignment_id=${encodeURIComponent(assignment.AssignmentId)}`;
}

export function confirmation(assignmentId: string): string {
  return `/confirm/${encodeURIComponent(assignmentId)}`;
}

/** The sign-in page that leads back to `from`. */
export function signIn(from: string): string {
  return from === '/' || from === list ? '/sign-in' : `/sign-in?to=${encodeURIComponent(from)}`;
}

/** Where to go after signing in: only ever a page of this site, whatever the address says. */
export function afterSignIn(wanted: string | null): string {
  if (wanted === null || !/^\/(?![/\\])/.test(wanted)) return list;
  const base = 'http://kempelen.invalid';
  let url: URL;
  try {
    url = new URL(wanted, base);
  } catch {
    return list;
  }
  if (url.origin !== base || url.pathname.startsWith('/sign-')) return list;
  return url.pathname + url.search;
}

export interface Link {
  kind: 'sign-in' | 'reset';
  token: string;
}

/** The token of a printed link, `#sign-in=…` or `#reset=…`. */
export function linkFrom(hash: string): Link | undefined {
  const match = /^#(sign-in|reset)=(.+)$/.exec(hash);
  if (match === null) return undefined;
  try {
    return { kind: match[1] as Link['kind'], token: decodeURIComponent(match[2] as string) };
  } catch {
    return { kind: match[1] as Link['kind'], token: match[2] as string };
  }
}

export interface Search {
  term: string;
  minReward: string;
  sort: string;
  size: number;
}

export const sortOrders = [
  { value: 'updated_desc', label: 'Newest first' },
  { value: 'updated_asc', label: 'Oldest first' },
  { value: 'reward_desc', label: 'Highest reward first' },
  { value: 'reward_asc', label: 'Lowest reward first' },
  { value: 'num_hits_desc', label: 'Most HITs first' },
  { value: 'num_hits_asc', label: 'Fewest HITs first' },
] as const;

export const pageSizes = [10, 20, 50, 100] as const;

/** The search an address asks for; anything unknown in it becomes the default. */
export function searchFrom(query: URLSearchParams): Search {
  const sort = query.get('sort') ?? '';
  const size = Number(query.get('page_size'));
  return {
    term: (query.get('filters[search_term]') ?? '').slice(0, 200),
    minReward: moneyFrom(query.get('filters[min_reward]') ?? '') ?? '',
    sort: sortOrders.some((order) => order.value === sort) ? sort : 'updated_desc',
    size: (pageSizes as readonly number[]).includes(size) ? size : 20,
  };
}

export function searchQuery(search: Search): URLSearchParams {
  const query = new URLSearchParams();
  if (search.term !== '') query.set('filters[search_term]', search.term);
  if (search.minReward !== '') query.set('filters[min_reward]', search.minReward);
  if (search.sort !== 'updated_desc') query.set('sort', search.sort);
  if (search.size !== 20) query.set('page_size', String(search.size));
  return query;
}

/** An amount as a person types it, as the API wants it: `0.5` → `0.50`; nothing if it is none. */
export function moneyFrom(text: string): string | undefined {
  const match = /^\s*\$?\s*(\d{1,7})?(?:[.,](\d{1,2}))?\s*$/.exec(text);
  if (match === null || (match[1] === undefined && match[2] === undefined)) return undefined;
  return `${Number(match[1] ?? '0')}.${(match[2] ?? '').padEnd(2, '0')}`;
}
