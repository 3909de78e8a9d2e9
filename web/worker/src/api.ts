// The Worker API as this page uses it: shapes, one function to call it, and what a refusal looks like.
import type { Form } from './form/shapes';

export interface Worker {
  WorkerId: string;
  Username: string;
  Country?: string;
  Subdivision?: string;
  Email?: string;
  AdultContent: boolean;
  Masters: boolean;
  CreationTime: number;
}

export interface HITGroup {
  HITGroupId: string;
  HITTypeId: string;
  RequesterId: string;
  RequesterName: string;
  Title: string;
  Description: string;
  Keywords?: string;
  Reward: string;
  AssignmentDurationInSeconds: number;
  AutoApprovalDelayInSeconds: number;
  NumberOfHITsAvailable: number;
  CreationTime: number;
  LatestExpiration: number;
  Requirements: RequirementFinding[];
  CallerMeetsRequirements: boolean;
}

export interface Reason {
  Code: string;
  Message: string;
}

export interface StepJudgement {
  Allowed: boolean;
  Reasons: Reason[];
}

export interface RequirementFinding {
  QualificationTypeId: string;
  Name: string;
  Required: string;
  Has: string;
  Met: boolean;
  ActionsGuarded: string;
}

/** What this worker may do with a HIT, and why not. */
export interface Explanation {
  See: StepJudgement;
  Preview: StepJudgement;
  Accept: StepJudgement;
  Requirements: RequirementFinding[];
}

export interface Message {
  MessageId: string;
  RequesterId: string;
  RequesterName: string;
  Subject: string;
  MessageText: string;
  SendTime: number;
  ReadTime?: number;
}

export interface Frame {
  Type: 'HTMLQuestion' | 'ExternalQuestion';
  URL: string;
  Height: number;
  AllowSameOrigin: boolean;
}

export interface HIT {
  HITId: string;
  HITGroup: HITGroup;
  /** The question: a page in a frame, or a form that this page shows. */
  Frame?: Frame;
  Form?: Form;
}

export type AssignmentStatus = 'Accepted' | 'Submitted' | 'Approved' | 'Rejected' | 'Returned' | 'Abandoned';

export interface Assignment {
  AssignmentId: string;
  HITId: string;
  HITGroup: HITGroup;
  Status: AssignmentStatus;
  AcceptTime: number;
  Deadline: number;
  SubmitTime?: number;
  AutoApprovalTime?: number;
  ApprovalTime?: number;
  RejectionTime?: number;
  RequesterFeedback?: string;
  Frame?: Frame;
  Form?: Form;
  HasDraft: boolean;
  Draft?: Record<string, string[]>;
}

export type QualificationRequestStatus = 'InTest' | 'Pending' | 'Granted' | 'Rejected' | 'Ended';

export interface QualificationRequest {
  QualificationRequestId: string;
  QualificationTypeId: string;
  Name: string;
  Status: QualificationRequestStatus;
  RequestTime: number;
  /** Of a test. */
  Deadline?: number;
  SubmitTime?: number;
  DecisionTime?: number;
  /** Of a rejection. */
  Reason?: string;
}

/** A requester's qualification type, with what this worker has of it. */
export interface Qualification {
  QualificationTypeId: string;
  Name: string;
  Description: string;
  Keywords?: string;
  RequesterId: string;
  RequesterName: string;
  IsAutoGranted: boolean;
  HasTest: boolean;
  TestDurationInSeconds?: number;
  RetryDelayInSeconds?: number;
  CanRequest: boolean;
  EarliestRequestTime?: number;
  Held?: { Value: number; Status: 'Granted' | 'Revoked'; GrantTime: number; Reason?: string };
  LatestRequest?: QualificationRequest;
}

export interface Profile {
  Worker?: Worker;
  CSRFToken?: string;
  Marketplace: 'sandbox' | 'live';
  ContentURL: string;
  SignUpOpen: boolean;
}

export interface SignedIn {
  Worker: Worker;
  CSRFToken: string;
}

export interface Earnings {
  Approved: string;
  Pending: string;
  Bonuses: string;
  Total: string;
  NumberApproved: number;
  NumberRejected: number;
  NumberPending: number;
  NumberAccepted: number;
}

/** What each operation takes and gives. */
export interface Operations {
  SignUp: [{ Username: string; Password: string; Country?: string }, SignedIn];
  SignIn: [{ Username?: string; Password?: string; LinkToken?: string; NewPassword?: string }, SignedIn];
  SignOut: [object, object];
  GetProfile: [object, Profile];
  UpdateProfile: [
    { Country?: string; Subdivision?: string; Email?: string; AdultContent?: boolean },
    { Worker: Worker },
  ];
  SearchHITGroups: [
    { SearchTerm?: string; MinReward?: string; Sort?: string; MaxResults?: number; NextToken?: string },
    { HITGroups: HITGroup[]; NumResults: number; NextToken?: string },
  ];
  GetHITGroup: [{ HITGroupId: string }, { HITGroup: HITGroup; Explanation: Explanation }];
  ExplainHIT: [{ HITId?: string; HITGroupId?: string }, { Explanation: Explanation }];
  PreviewHIT: [{ HITId?: string; HITGroupId?: string }, { HIT: HIT }];
  AcceptHIT: [{ HITId?: string; HITTypeId?: string; HITGroupId?: string }, { Assignment: Assignment }];
  SubmitAssignment: [
    {
      AssignmentId: string;
      Answers?: Record<string, string | string[]>;
      OtherSelections?: Record<string, string>;
    },
    { Assignment: Assignment },
  ];
  RequestFileUpload: [
    { AssignmentId: string; QuestionIdentifier: string; FileName: string; FileSizeInBytes: number },
    { UploadURL: string; UploadedFileKey: string; PieceSizeInBytes: number; Expiration: number },
  ];
  ReturnAssignment: [{ AssignmentId: string }, object];
  GetAssignment: [{ AssignmentId: string }, { Assignment: Assignment }];
  ListMyAssignments: [
    { Status?: AssignmentStatus; MaxResults?: number; NextToken?: string },
    { Assignments: Assignment[]; NumResults: number; NextToken?: string },
  ];
  GetEarnings: [object, Earnings];
  ListMessages: [
    { UnreadOnly?: boolean; MaxResults?: number; NextToken?: string },
    { Messages: Message[]; NumResults: number; NextToken?: string },
  ];
  MarkMessageRead: [{ MessageId: string }, { Message: Message }];
  ListRequestableQualifications: [
    { Query?: string; MaxResults?: number; NextToken?: string },
    { Qualifications: Qualification[]; NumResults: number; NextToken?: string },
  ];
  ListMyQualifications: [
    { MaxResults?: number; NextToken?: string },
    { Qualifications: Qualification[]; NumResults: number; NextToken?: string },
  ];
  ListMyQualificationRequests: [
    { MaxResults?: number; NextToken?: string },
    { QualificationRequests: QualificationRequest[]; NumResults: number; NextToken?: string },
  ];
  GetQualification: [{ QualificationTypeId: string }, { Qualification: Qualification }];
  RequestQualification: [
    { QualificationTypeId: string },
    { QualificationRequest: QualificationRequest; Qualification: Qualification; Form?: Form },
  ];
  GetQualificationTest: [
    { QualificationRequestId: string },
    { QualificationRequest: QualificationRequest; Form: Form },
  ];
  SubmitQualificationTest: [
    {
      QualificationRequestId: string;
      Answers?: Record<string, string | string[]>;
      OtherSelections?: Record<string, string>;
    },
    { QualificationRequest: QualificationRequest; Qualification: Qualification },
  ];
}

/**
 * The server said no, or could not be asked: `code` is the server's, or `Unreachable`; `question` is the
 * identifier of the question that an answer does not fit.
 */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status: number,
    readonly question?: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export function refusalFrom(body: unknown, status: number): ApiError {
  const said = (body ?? {}) as { Code?: unknown; Message?: unknown; Question?: unknown };
  const code = typeof said.Code === 'string' ? said.Code : status === 429 ? 'Throttled' : 'ServiceFault';
  const message =
    typeof said.Message === 'string' ? said.Message : `The server answered with status ${status}.`;
  return new ApiError(code, message, status, typeof said.Question === 'string' ? said.Question : undefined);
}

/** Seconds since the epoch by the server's clock for HITs, if this answer tells. */
function serverTime(headers: Headers): number | undefined {
  const exact = Number(headers.get('X-Kempelen-Time') ?? Number.NaN);
  if (Number.isFinite(exact) && exact > 0) return exact;
  const date = Date.parse(headers.get('Date') ?? '');
  return Number.isNaN(date) ? undefined : date / 1000;
}

/**
 * One signed-in browser's way to the server. Holds the CSRF token and how far the server's clock is from
 * ours.
 */
export class Client {
  csrfToken: string | undefined;
  private offsetSeconds = 0;

  constructor(private readonly fetcher: typeof fetch = (input, init) => fetch(input, init)) {}

  /** Now, in seconds, by the server's clock as far as it is known. */
  now(): number {
    return Date.now() / 1000 + this.offsetSeconds;
  }

  /** Calls one operation. Throws ApiError. */
  async call<Name extends keyof Operations>(
    name: Name,
    input: Operations[Name][0],
  ): Promise<Operations[Name][1]> {
    const headers: Record<string, string> = {
      'Content-Type': 'application/json',
      Accept: 'application/json',
    };
    if (this.csrfToken !== undefined) headers['X-Kempelen-CSRF'] = this.csrfToken;
    let response: Response;
    try {
      response = await this.fetcher(`/worker/api/${name}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(input),
        credentials: 'same-origin',
        cache: 'no-store',
      });
    } catch {
      throw new ApiError('Unreachable', 'The server cannot be reached.', 0);
    }
    const now = serverTime(response.headers);
    if (now !== undefined) this.offsetSeconds = now - Date.now() / 1000;
    let body: unknown;
    try {
      body = await response.json();
    } catch {
      body = undefined;
    }
    if (!response.ok) throw refusalFrom(body, response.status);
    if (typeof body !== 'object' || body === null) {
      throw new ApiError('ServiceFault', 'The answer of the server cannot be read.', response.status);
    }
    const token = (body as { CSRFToken?: unknown }).CSRFToken;
    if (typeof token === 'string') this.csrfToken = token;
    return body as Operations[Name][1];
  }
}
