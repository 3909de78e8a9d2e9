// The rules of the page that are not about looks.
import { describe, expect, it, vi } from 'vitest';
import { ApiError, Client, type Frame } from './api';
import { isShowable, isSubmission, sandboxFlags } from './frame';
import * as paths from './paths';
import { countdown, duration } from './time';
import { explain, hits } from './words';

function answering(status: number, body: string, headers: Record<string, string> = {}): typeof fetch {
  return vi.fn(async () => new Response(body, { status, headers })) as unknown as typeof fetch;
}

async function thrownBy(client: Client): Promise<ApiError> {
  try {
    await client.call('GetEarnings', {});
  } catch (error) {
    if (error instanceof ApiError) return error;
  }
  throw new Error('nothing was thrown');
}

describe('Client', () => {
  it('posts JSON, and the CSRF token once it has one', async () => {
    const fetcher = answering(200, '{"CSRFToken":"t1","Worker":{}}');
    const client = new Client(fetcher);
    await client.call('SignIn', { LinkToken: 'x' });
    await client.call('GetProfile', {});
    const calls = (fetcher as unknown as { mock: { calls: [string, RequestInit][] } }).mock.calls;
    expect(calls[0]?.[0]).toBe('/worker/api/SignIn');
    expect(calls[0]?.[1].method).toBe('POST');
    expect(calls[0]?.[1].body).toBe('{"LinkToken":"x"}');
    expect(calls[0]?.[1].headers).toMatchObject({ 'Content-Type': 'application/json' });
    expect(calls[0]?.[1].headers).not.toHaveProperty('X-Kempelen-CSRF');
    expect(calls[1]?.[1].headers).toMatchObject({ 'X-Kempelen-CSRF': 't1' });
  });

  it('keeps code, sentence and status of a refusal', async () => {
    const error = await thrownBy(
      new Client(answering(400, '{"__type":"x","Message":"None left.","Code":"NoMoreHITs"}')),
    );
    expect([error.code, error.message, error.status]).toEqual(['NoMoreHITs', 'None left.', 400]);
  });

  it('has a code for answers that are no refusals of ours', async () => {
    expect((await thrownBy(new Client(answering(502, '<h1>Bad gateway</h1>')))).code).toBe('ServiceFault');
    expect((await thrownBy(new Client(answering(429, '')))).code).toBe('Throttled');
    expect((await thrownBy(new Client(answering(200, 'not json')))).code).toBe('ServiceFault');
    const gone = (async () => {
      throw new TypeError('failed to fetch');
    }) as unknown as typeof fetch;
    expect((await thrownBy(new Client(gone))).code).toBe('Unreachable');
  });

  it('follows the clock of the server: its own header, else Date, else none', async () => {
    const ahead = Math.floor(Date.now() / 1000) + 5000;
    const exact = new Client(answering(200, '{}', { 'X-Kempelen-Time': String(ahead) }));
    await exact.call('GetEarnings', {});
    expect(exact.now()).toBeGreaterThanOrEqual(ahead);
    expect(exact.now()).toBeLessThan(ahead + 5);
    const dated = new Client(answering(200, '{}', { Date: new Date((ahead - 9000) * 1000).toUTCString() }));
    await dated.call('GetEarnings', {});
    expect(Math.abs(dated.now() - (ahead - 9000))).toBeLessThan(5);
    const silent = new Client(answering(200, '{}'));
    await silent.call('GetEarnings', {});
    expect(Math.abs(silent.now() - Date.now() / 1000)).toBeLessThan(1);
  });
});

describe('countdown', () => {
  it('counts in seconds, minutes, hours and days', () => {
    expect(countdown(1059, 3600, 1000).clock).toBe('0:59');
    expect(countdown(1000 + 61, 3600, 1000).clock).toBe('1:01');
    expect(countdown(1000 + 3600, 3600, 1000).clock).toBe('1:00:00');
    expect(countdown(1000 + 2 * 86400 + 3661, 1e6, 1000).clock).toBe('2 d 01:01:01');
    expect(countdown(1000.4, 3600, 1000).clock).toBe('0:01');
  });

  it('becomes soon, urgent and over', () => {
    const urgency = (left: number, allotted = 3600) => countdown(1000 + left, allotted, 1000).urgency;
    expect([301, 300, 61, 60, 1, 0, -5].map((left) => urgency(left))).toEqual([
      'calm',
      'soon',
      'soon',
      'urgent',
      'urgent',
      'over',
      'over',
    ]);
  });

  it('is not urgent from the start when little time is allotted', () => {
    expect(countdown(1060, 60, 1000).urgency).toBe('calm');
    expect(countdown(1015, 60, 1000).urgency).toBe('urgent');
  });

  it('says the same words for long, so that they are spoken once', () => {
    const said = [...Array(3600).keys()].map((second) => countdown(3600, 3600, second).announcement);
    expect(new Set(said)).toEqual(new Set(['', 'Less than 5 minutes left.', 'Less than a minute left.']));
    expect(countdown(10, 3600, 10).announcement).toBe('The time is over.');
  });
});

describe('duration', () => {
  it('uses two neighbouring units at most', () => {
    expect([0, 1, 90, 3600, 5400, 86400, 90061, 2592000].map(duration)).toEqual([
      '0 seconds',
      '1 second',
      '1 minute 30 seconds',
      '1 hour',
      '1 hour 30 minutes',
      '1 day',
      '1 day 1 hour',
      '30 days',
    ]);
    expect(duration(86400 + 60)).toBe('1 day');
  });
});

describe('isSubmission', () => {
  const frame = {};
  it('takes the message of the frame about this assignment only', () => {
    expect(isSubmission({ source: frame, data: { assignmentId: '3A', answer: '' } }, frame, '3A')).toBe(true);
    expect(isSubmission({ source: {}, data: { assignmentId: '3A' } }, frame, '3A')).toBe(false);
    expect(isSubmission({ source: frame, data: { assignmentId: '3B' } }, frame, '3A')).toBe(false);
    expect(isSubmission({ source: frame, data: '{"assignmentId":"3A"}' }, frame, '3A')).toBe(false);
    expect(isSubmission({ source: frame, data: null }, frame, '3A')).toBe(false);
    expect(isSubmission({ source: undefined, data: { assignmentId: '3A' } }, undefined, '3A')).toBe(false);
    expect(isSubmission({ source: null, data: { assignmentId: '3A' } }, null, '3A')).toBe(false);
  });
});

describe('frames', () => {
  const frame = (URL: string, AllowSameOrigin: boolean): Frame => ({
    Type: 'ExternalQuestion',
    URL,
    Height: 0,
    AllowSameOrigin,
  });
  const own = ['http://localhost:8080', 'http://127.0.0.1:8082'];
  it('get an origin of their own only if it is none of ours', () => {
    expect(sandboxFlags(frame('http://localhost:5000/s', true), own)).toContain('allow-same-origin');
    expect(sandboxFlags(frame('http://localhost:5000/s', false), own)).not.toContain('allow-same-origin');
    expect(sandboxFlags(frame('http://localhost:8080/x', true), own)).not.toContain('allow-same-origin');
    expect(sandboxFlags(frame('http://127.0.0.1:8082/x', true), own)).not.toContain('allow-same-origin');
  });
  it('show the web and nothing else', () => {
    expect(['https://a.example/', 'http://localhost:5000/'].map(isShowable)).toEqual([true, true]);
    expect(
      ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '/relative', ''].map(isShowable),
    ).toEqual([false, false, false, false, false]);
  });
});

describe('paths', () => {
  it('are the original ones', () => {
    expect(paths.preview('3G')).toBe('/projects/3G/tasks');
    expect(paths.work({ AssignmentId: '3A', HITId: '3H', HITGroup: { HITGroupId: '3G' } })).toBe(
      '/projects/3G/tasks/3H?assignment_id=3A',
    );
  });

  it('lead back after signing in, to this site only', () => {
    expect(paths.signIn('/tasks')).toBe('/sign-in?to=%2Ftasks');
    expect(paths.afterSignIn('/confirm/3A?x=1')).toBe('/confirm/3A?x=1');
    for (const wanted of [
      null,
      '',
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/sign-in',
      'javascript:alert(1)',
    ]) {
      expect(paths.afterSignIn(wanted)).toBe('/projects');
    }
  });

  it('read printed links', () => {
    expect(paths.linkFrom('#sign-in=abc%2Bd')).toEqual({ kind: 'sign-in', token: 'abc+d' });
    expect(paths.linkFrom('#reset=abc')).toEqual({ kind: 'reset', token: 'abc' });
    expect(paths.linkFrom('#reset=100%')).toEqual({ kind: 'reset', token: '100%' });
    expect(['', '#', '#content', '#sign-in='].map(paths.linkFrom)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('carry a search there and back', () => {
    const search = { term: 'a & b', minReward: '0.50', sort: 'reward_desc', size: 50 };
    expect(paths.searchFrom(new URLSearchParams(paths.searchQuery(search).toString()))).toEqual(search);
    expect(paths.searchFrom(new URLSearchParams('sort=sideways&page_size=7&filters[min_reward]=x'))).toEqual({
      term: '',
      minReward: '',
      sort: 'updated_desc',
      size: 20,
    });
  });
});

describe('moneyFrom', () => {
  it('takes what people type', () => {
    expect(['1', '0.5', '.25', '$2.50', ' 1,05 ', '1.'].map(paths.moneyFrom)).toEqual([
      '1.00',
      '0.50',
      '0.25',
      '2.50',
      '1.05',
      undefined,
    ]);
    expect(['', '-1', '1e3', '0.001', 'x', '$'].map(paths.moneyFrom)).toEqual(Array(6).fill(undefined));
  });
});

describe('words', () => {
  it('explain each code of the contract without showing it', () => {
    for (const code of [
      'NotSignedIn',
      'ForgedRequest',
      'BadCredentials',
      'SignUpClosed',
      'UsernameTaken',
      'WorkerSuspended',
      'WorkerBlocked',
      'DoesNotMeetRequirements',
      'HITGroupDoesNotExist',
      'HITDoesNotExist',
      'NoMoreHITs',
      'AlreadyWorkedOnHIT',
      'QueueFull',
      'AssignmentDoesNotExist',
      'AssignmentNotInProgress',
      'DeadlinePassed',
      'AnswerEmpty',
      'AnswerInvalid',
      'InvalidInput',
      'Throttled',
      'ServiceFault',
      'Unreachable',
    ]) {
      const words = explain(new ApiError(code, 'the sentence', 400));
      expect(words.header).not.toBe('The server refused');
      expect(words.header + words.text).not.toContain(code);
    }
    expect(explain(new ApiError('Newer', 'the sentence', 400)).text).toBe('the sentence');
    expect(explain(new ApiError('InvalidInput', 'Password is too short.', 400)).text).toBe(
      'Password is too short.',
    );
  });

  it('count', () => {
    expect([hits(0), hits(1), hits(1200)]).toEqual(['0 HITs', '1 HIT', '1,200 HITs']);
  });
});
