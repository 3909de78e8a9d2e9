// What the server's codes mean, in words for the person in front of the page.
import {
  ApiError,
  type AssignmentStatus,
  type QualificationRequestStatus,
  type Reason,
} from './api';

export interface Words {
  header: string;
  text: string;
}

const refusals: Record<string, Words> = {
  NotSignedIn: {
    header: 'You are signed out',
    text: 'Sign in again to go on. Nothing you accepted is lost.',
  },
  ForgedRequest: { header: 'This page is out of date', text: 'Reload the page and try again.' },
  BadCredentials: {
    header: 'That did not match',
    text: 'Check the name and the password, or ask for a new link if you came by one.',
  },
  SignUpClosed: { header: 'Sign-up is closed', text: 'Ask whoever runs this server for an account.' },
  UsernameTaken: { header: 'That name is taken', text: 'Please choose another one.' },
  WorkerSuspended: { header: 'Your account is suspended', text: 'Ask whoever runs this server about it.' },
  WorkerBlocked: {
    header: 'You cannot work for this requester',
    text: 'The requester has blocked you. What you already accepted can still be submitted.',
  },
  DoesNotMeetRequirements: {
    header: 'You do not meet the requirements',
    text: 'This HIT asks for qualifications that you do not have.',
  },
  HITGroupDoesNotExist: {
    header: 'These HITs are gone',
    text: 'The group does not exist, or is no longer offered.',
  },
  HITDoesNotExist: { header: 'This HIT is gone', text: 'It does not exist, or is no longer offered.' },
  NoMoreHITs: {
    header: 'There are no more of these HITs available',
    text: 'Others were faster, or you have done all of them. More may appear later.',
  },
  AlreadyWorkedOnHIT: {
    header: 'You have already worked on this HIT',
    text: 'Each worker can do a HIT once. If you still hold it, it is in your queue.',
  },
  QueueFull: {
    header: 'Your queue is full',
    text: 'You have accepted as many HITs as you may hold at one time. Submit or return one first.',
  },
  AssignmentDoesNotExist: {
    header: 'There is no such work',
    text: 'It does not exist, or belongs to someone else.',
  },
  AssignmentNotInProgress: {
    header: 'This HIT is no longer in progress',
    text: 'It was submitted or returned before, or its time has passed.',
  },
  DeadlinePassed: {
    header: 'The time is over',
    text: 'The HIT went back to the others when its time was over, so it cannot be submitted any more.',
  },
  AnswerEmpty: {
    header: 'The answer is empty',
    text: 'The form was sent without any answer. Fill it in and submit again.',
  },
  QualificationTypeDoesNotExist: {
    header: 'There is no such qualification',
    text: 'It does not exist, or its requester has deleted it.',
  },
  QualificationRequestDoesNotExist: {
    header: 'There is no such request',
    text: 'It does not exist, or belongs to someone else.',
  },
  InvalidQualificationTypeState: {
    header: 'This qualification cannot be requested',
    text: 'Its requester takes no requests for it at present.',
  },
  QualificationRequestPending: {
    header: 'You have already requested this',
    text: 'The requester has not decided yet, or you are still in the test.',
  },
  QualificationTypeDoesNotAllowRetake: {
    header: 'This can be requested once only',
    text: 'You have requested this qualification before.',
  },
  QualificationTestNotInProgress: {
    header: 'This test is no longer in progress',
    text: 'It was handed in before, or its time has passed.',
  },
  Throttled: {
    header: 'Too fast',
    text: 'The server had too many requests from you. Wait a few seconds and try again.',
  },
  ServiceFault: {
    header: 'Something went wrong on the server',
    text: 'Nothing was lost. Please try again in a moment.',
  },
  Unreachable: {
    header: 'The server cannot be reached',
    text: 'Check your connection and try again. What you typed is still in the page.',
  },
};

/** Header and text for whatever was thrown. The server's own sentence is used where ours would say less. */
export function explain(error: unknown): Words {
  if (!(error instanceof ApiError))
    return { header: 'Something went wrong in this page', text: String(error) };
  const known = refusals[error.code];
  if (known !== undefined) return known;
  if (error.code === 'AnswerInvalid') return { header: 'The answer was not accepted', text: error.message };
  if (error.code === 'InvalidInput') return { header: 'Please check what you entered', text: error.message };
  return { header: 'The server refused', text: error.message };
}

const obstacles: Record<string, string> = {
  WorkerSuspended: 'Your account is suspended.',
  RequesterSuspended: 'The account of the requester is suspended.',
  WorkerBlocked: 'The requester has blocked you.',
  AlreadyWorkedOn: 'You have already worked on this HIT.',
  QueueFull: 'Your queue is full: submit or return a HIT first.',
  HITExpired: 'This HIT is no longer offered.',
  NoPlaceLeft: 'Others have taken all places of this HIT.',
};

/** What stands in the way, said to the worker; the server's own sentence for what is new to this page. */
export function obstacle(reason: Reason): string {
  return obstacles[reason.Code] ?? reason.Message;
}

export function dollars(amount: string): string {
  return `$${amount}`;
}

export function hits(count: number): string {
  return `${count.toLocaleString('en')} HIT${count === 1 ? '' : 's'}`;
}

export const statuses: Record<
  AssignmentStatus,
  { label: string; tone: 'success' | 'error' | 'pending' | 'stopped' | 'in-progress' }
> = {
  Accepted: { label: 'In progress', tone: 'in-progress' },
  Submitted: { label: 'Waiting for approval', tone: 'pending' },
  Approved: { label: 'Approved', tone: 'success' },
  Rejected: { label: 'Rejected', tone: 'error' },
  Returned: { label: 'Returned', tone: 'stopped' },
  Abandoned: { label: 'Time ran out', tone: 'stopped' },
};

export const requestStatuses: Record<
  QualificationRequestStatus,
  { label: string; tone: 'success' | 'error' | 'pending' | 'stopped' | 'in-progress' }
> = {
  InTest: { label: 'In the test', tone: 'in-progress' },
  Pending: { label: 'Waiting for the requester', tone: 'pending' },
  Granted: { label: 'Granted', tone: 'success' },
  Rejected: { label: 'Rejected', tone: 'error' },
  Ended: { label: 'Time ran out', tone: 'stopped' },
};
