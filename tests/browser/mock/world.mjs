// The mock's marketplace in memory: groups, HITs, assignments, one worker, and the operations on them.
import { randomBytes } from 'node:crypto';
import { classic } from './pages.mjs';

export class Refusal extends Error {
  constructor(code, message, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const hour = 3600;
const day = 24 * hour;

function id(prefix = '3', length = 30) {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  return prefix + [...randomBytes(length - prefix.length)].map((byte) => alphabet[byte % 36]).join('');
}

function group(now, fields) {
  return {
    HITGroupId: id(),
    HITTypeId: id(),
    RequesterId: id('A', 14),
    RequesterName: 'Photo Lab',
    Title: '',
    Description: '',
    Keywords: 'photo, comment',
    Reward: '0.05',
    AssignmentDurationInSeconds: hour,
    AutoApprovalDelayInSeconds: 3 * day,
    CreationTime: now - hour,
    LatestExpiration: now + 7 * day,
    Requirements: [],
    CallerMeetsRequirements: true,
    count: 3,
    height: 0,
    ...fields,
  };
}

function sampleGroups(now) {
  const groups = [
    group(now, {
      Title: 'Comment on a photo',
      Description: 'Look at one photo and write what you think of it.',
    }),
    group(now, {
      Title: 'Transcribe a receipt',
      Description: 'Type what is printed on a scanned receipt: shop, date, total.',
      RequesterName: 'Ledger & Sons',
      Reward: '0.42',
      count: 128,
      AssignmentDurationInSeconds: 1800,
      CreationTime: now - 2 * hour,
      height: 500,
    }),
    group(now, {
      Title: 'A survey about how you spend your evenings, in three parts',
      RequesterName: 'Institute of Everyday Life',
      Description: 'Twelve questions. You may take part if you live in the United States or in Germany.',
      Reward: '2.50',
      AssignmentDurationInSeconds: 45 * 60,
      CallerMeetsRequirements: false,
      CreationTime: now - 3 * hour,
      count: 40,
      Requirements: [
        {
          QualificationTypeId: '00000000000000000071',
          Name: 'Location',
          Required: 'is one of US-CA, DE',
          Has: 'FR',
          Met: false,
          ActionsGuarded: 'Accept',
        },
        {
          QualificationTypeId: '000000000000000000L0',
          Name: 'Per cent of assignments approved',
          Required: 'is at least 95',
          Has: '90',
          Met: false,
          ActionsGuarded: 'Accept',
        },
      ],
    }),
  ];
  for (let number = 1; number <= 22; number += 1) {
    groups.push(
      group(now, {
        Title: `Sort pictures, set ${number}`,
        Description: 'Say whether a picture shows an animal.',
        Reward: '0.02',
        CreationTime: now - 4 * hour - number,
        count: number,
      }),
    );
  }
  return groups;
}

export class World {
  constructor({ signUpOpen, empty }) {
    this.signUpOpen = signUpOpen;
    this.contentUrl = '';
    this.appUrl = '';
    this.offset = 0;
    this.failures = new Map();
    this.workers = [this.newWorker('demo', 'password')];
    this.sessions = new Map();
    this.links = new Map([
      ['demo-link', this.workers[0]],
      ['demo-reset', this.workers[0]],
    ]);
    this.groups = empty ? [] : sampleGroups(this.now());
    this.hits = this.groups.flatMap((one) =>
      Array.from({ length: one.count }, () => ({ HITId: id(), group: one, html: classic, taken: new Set() })),
    );
    this.assignments = [];
    this.messages = empty
      ? []
      : [
          {
            MessageId: id(),
            RequesterId: id('A', 14),
            RequesterName: 'Photo Lab',
            Subject: 'New photos tonight',
            MessageText: 'There will be two hundred more.\nThank you for your work so far!',
            SendTime: this.now() - hour,
            /** @type {number | undefined} */
            ReadTime: undefined,
          },
        ];
  }

  now() {
    return Date.now() / 1000 + this.offset;
  }

  advance(seconds) {
    this.offset += seconds;
  }

  failNext(operation, code) {
    this.failures.set(operation, code);
  }

  newWorker(username, password) {
    return {
      password,
      WorkerId: id('A', 14),
      Username: username,
      AdultContent: false,
      Masters: false,
      CreationTime: this.now(),
    };
  }

  questionOf(hitId) {
    return this.hits.find((hit) => hit.HITId === hitId)?.html ?? '<p>No such HIT.</p>';
  }

  /** An ExternalQuestion for tests: a page elsewhere instead of hosted HTML. */
  addExternal(title, url) {
    const one = group(this.now() + 1, {
      Title: title,
      Description: 'A page elsewhere.',
      count: 1,
      external: url,
    });
    this.groups.push(one);
    this.hits.push({ HITId: id(), group: one, html: '', taken: new Set() });
    return one;
  }

  settle() {
    for (const one of this.assignments) {
      if (one.Status === 'Accepted' && one.Deadline <= this.now()) {
        one.Status = 'Abandoned';
        one.hit.taken.delete(one.worker);
      }
    }
  }

  storeDraft(assignmentId, fields) {
    this.settle();
    if (assignmentId === 'ASSIGNMENT_ID_NOT_AVAILABLE')
      throw new Error('You must ACCEPT the HIT before you can submit the results.');
    const one = this.assignments.find((assignment) => assignment.AssignmentId === assignmentId);
    if (one === undefined) throw new Error('There is no such assignment.');
    if (one.Status !== 'Accepted') throw new Error('The assignment is not in progress.');
    const draft = {};
    for (const [name, value] of fields) {
      if (name !== 'assignmentId') (draft[name] ??= []).push(value);
    }
    one.draft = draft;
  }

  /** Decides on a submitted assignment, as a requester would. */
  decide(assignmentId, status, feedback) {
    const one = this.assignments.find((assignment) => assignment.AssignmentId === assignmentId);
    one.Status = status;
    one[status === 'Approved' ? 'ApprovalTime' : 'RejectionTime'] = this.now();
    one.RequesterFeedback = feedback;
  }

  available(one, worker) {
    return this.hits.filter((hit) => hit.group === one && !hit.taken.has(worker));
  }

  groupFor(one, worker) {
    const { count: _count, height: _height, external: _external, ...shown } = one;
    return { ...shown, NumberOfHITsAvailable: this.available(one, worker).length };
  }

  frame(hit, assignment, worker) {
    const query = new URLSearchParams({
      assignmentId: assignment?.AssignmentId ?? 'ASSIGNMENT_ID_NOT_AVAILABLE',
      hitId: hit.HITId,
      ...(assignment === undefined ? {} : { workerId: worker.WorkerId }),
      turkSubmitTo: this.contentUrl,
    });
    const external = hit.group.external;
    return {
      Type: external === undefined ? 'HTMLQuestion' : 'ExternalQuestion',
      Height: hit.group.height,
      URL: `${external ?? `${this.contentUrl}/dynamic/hit`}?${query}`,
      AllowSameOrigin: external !== undefined,
    };
  }

  shown(one, details = false) {
    const open = one.Status === 'Accepted';
    return {
      AssignmentId: one.AssignmentId,
      HITId: one.hit.HITId,
      HITGroup: this.groupFor(one.hit.group, one.worker),
      Status: one.Status,
      AcceptTime: one.AcceptTime,
      Deadline: one.Deadline,
      SubmitTime: one.SubmitTime,
      AutoApprovalTime: one.AutoApprovalTime,
      ApprovalTime: one.ApprovalTime,
      RejectionTime: one.RejectionTime,
      RequesterFeedback: one.RequesterFeedback,
      HasDraft: open && one.draft !== undefined,
      ...(open ? { Frame: this.frame(one.hit, one, one.worker) } : {}),
      ...(open && details && one.draft !== undefined ? { Draft: one.draft } : {}),
    };
  }

  start(worker) {
    const key = randomBytes(16).toString('hex');
    const csrf = randomBytes(16).toString('hex');
    this.sessions.set(key, { worker, csrf });
    return { output: { Worker: this.publicWorker(worker), CSRFToken: csrf }, cookie: key };
  }

  publicWorker({ password: _password, ...shown }) {
    return shown;
  }

  UpdateProfile({ Country, Subdivision, Email, AdultContent }, worker) {
    if (Email !== '' && !Email.includes('@')) {
      throw new Refusal('InvalidInput', `The value "${Email}" is not valid for the parameter Email.`);
    }
    Object.assign(worker, {
      Country,
      Subdivision: Subdivision === '' ? undefined : Subdivision,
      Email: Email === '' ? undefined : Email,
      AdultContent,
    });
    return { Worker: this.publicWorker(worker) };
  }

  /** One call: refuses what the server would refuse before the operation itself, then performs it. */
  call(name, input, sessionKey, csrf) {
    this.settle();
    const failure = this.failures.get(name);
    if (failure !== undefined) {
      this.failures.delete(name);
      throw new Refusal(
        failure,
        `The mock was told to answer ${failure}.`,
        failure === 'Throttled' ? 429 : 400,
      );
    }
    const session = this.sessions.get(sessionKey);
    if (['SignUp', 'SignIn', 'GetProfile'].includes(name)) return this[name](input, session);
    const exists = name === 'SignOut' || (/^[A-Z]/.test(name) && typeof this[name] === 'function');
    if (!exists) throw new Refusal('UnknownOperation', 'There is no such operation.', 404);
    if (session === undefined) throw new Refusal('NotSignedIn', 'Sign in first.', 401);
    if (csrf !== session.csrf) throw new Refusal('ForgedRequest', 'The CSRF token is missing or wrong.', 403);
    if (name === 'SignOut') {
      this.sessions.delete(sessionKey);
      return { output: {} };
    }
    return { output: this[name](input, session.worker) };
  }

  SignUp({ Username, Password, Country }) {
    if (!this.signUpOpen) throw new Refusal('SignUpClosed', 'Sign-up is closed.');
    if (this.workers.some((one) => one.Username === Username))
      throw new Refusal('UsernameTaken', 'The name is taken.');
    const worker = { ...this.newWorker(Username, Password), ...(Country === undefined ? {} : { Country }) };
    this.workers.push(worker);
    return this.start(worker);
  }

  SignIn({ Username, Password, LinkToken, NewPassword }) {
    const worker =
      LinkToken === undefined
        ? this.workers.find((one) => one.Username === Username && one.password === Password)
        : this.links.get(LinkToken);
    if (worker === undefined) throw new Refusal('BadCredentials', 'Name and password do not match.', 401);
    if (NewPassword !== undefined) worker.password = NewPassword;
    return this.start(worker);
  }

  GetProfile(_input, session) {
    const who =
      session === undefined ? {} : { Worker: this.publicWorker(session.worker), CSRFToken: session.csrf };
    return {
      output: { ...who, Marketplace: 'sandbox', ContentURL: this.contentUrl, SignUpOpen: this.signUpOpen },
    };
  }

  SearchHITGroups(
    { SearchTerm = '', MinReward = '0', Sort = 'updated_desc', MaxResults = 20, NextToken = '0' },
    worker,
  ) {
    const words = SearchTerm.toLowerCase();
    const [field, direction] = /^(.*)_(asc|desc)$/.exec(Sort).slice(1);
    const value = {
      updated: (one) => one.CreationTime,
      reward: (one) => Number(one.Reward),
      num_hits: (one) => one.NumberOfHITsAvailable,
    }[field];
    const found = this.groups
      .map((one) => this.groupFor(one, worker))
      .filter((one) => one.NumberOfHITsAvailable > 0 && Number(one.Reward) >= Number(MinReward))
      .filter((one) => `${one.Title} ${one.Description} ${one.Keywords}`.toLowerCase().includes(words))
      .sort((one, other) => (value(one) - value(other)) * (direction === 'asc' ? 1 : -1));
    return this.page(found, MaxResults, NextToken, 'HITGroups');
  }

  page(all, size, token, name) {
    const from = Number(token);
    const items = all.slice(from, from + size);
    const more = from + size < all.length ? { NextToken: String(from + size) } : {};
    return { [name]: items, NumResults: items.length, ...more };
  }

  findGroup(groupId) {
    const one = this.groups.find(
      (candidate) => candidate.HITGroupId === groupId || candidate.HITTypeId === groupId,
    );
    if (one === undefined) throw new Refusal('HITGroupDoesNotExist', 'There is no such group of HITs.');
    return one;
  }

  findHit({ HITId, HITGroupId, HITTypeId }, worker) {
    if (HITId !== undefined) {
      const hit = this.hits.find((one) => one.HITId === HITId);
      if (hit === undefined) throw new Refusal('HITDoesNotExist', 'There is no such HIT.');
      return hit;
    }
    const [hit] = this.available(this.findGroup(HITGroupId ?? HITTypeId), worker);
    if (hit === undefined) throw new Refusal('NoMoreHITs', 'There are no more of these HITs available.');
    return hit;
  }

  GetHITGroup({ HITGroupId }, worker) {
    const group = this.groupFor(this.findGroup(HITGroupId), worker);
    return { HITGroup: group, Explanation: this.explained(group) };
  }

  ExplainHIT(input, worker) {
    return { Explanation: this.explained(this.groupFor(this.findHit(input, worker).group, worker)) };
  }

  explained(group) {
    const fine = { Allowed: true, Reasons: [] };
    const met = group.CallerMeetsRequirements;
    return {
      See: fine,
      Preview: fine,
      Accept: met
        ? fine
        : { Allowed: false, Reasons: [{ Code: 'RequirementNotMet', Message: 'A requirement is not met.' }] },
      Requirements: group.Requirements,
    };
  }

  ListMessages({ MaxResults = 20, NextToken = '0' }) {
    return this.page(this.messages, MaxResults, NextToken, 'Messages');
  }

  MarkMessageRead({ MessageId }) {
    const message = this.messages.find((one) => one.MessageId === MessageId);
    if (message === undefined) throw new Refusal('MessageDoesNotExist', 'There is no such message.');
    message.ReadTime ??= this.now();
    return { Message: message };
  }

  PreviewHIT(input, worker) {
    const hit = this.findHit(input, worker);
    return { HIT: { HITId: hit.HITId, HITGroup: this.groupFor(hit.group, worker), Frame: this.frame(hit) } };
  }

  AcceptHIT(input, worker) {
    const hit = this.findHit(input, worker);
    if (!hit.group.CallerMeetsRequirements)
      throw new Refusal('DoesNotMeetRequirements', 'You do not meet the requirements.');
    if (hit.taken.has(worker))
      throw new Refusal('AlreadyWorkedOnHIT', 'You have worked on this HIT already.');
    hit.taken.add(worker);
    const one = {
      AssignmentId: id(),
      hit,
      worker,
      Status: 'Accepted',
      AcceptTime: this.now(),
      Deadline: this.now() + hit.group.AssignmentDurationInSeconds,
    };
    this.assignments.unshift(one);
    return { Assignment: this.shown(one) };
  }

  mine(assignmentId, worker) {
    const one = this.assignments.find(
      (candidate) => candidate.AssignmentId === assignmentId && candidate.worker === worker,
    );
    if (one === undefined)
      throw new Refusal('AssignmentDoesNotExist', 'There is no such assignment of yours.');
    return one;
  }

  mineInProgress(assignmentId, worker) {
    const one = this.mine(assignmentId, worker);
    if (one.Status === 'Abandoned') throw new Refusal('DeadlinePassed', 'The time for it is over.');
    if (one.Status !== 'Accepted') throw new Refusal('AssignmentNotInProgress', 'It is not in progress.');
    return one;
  }

  SubmitAssignment({ AssignmentId, Answers }, worker) {
    const one = this.mineInProgress(AssignmentId, worker);
    if (Answers === undefined && one.draft === undefined)
      throw new Refusal('AnswerEmpty', 'There is no answer.');
    Object.assign(one, {
      Status: 'Submitted',
      SubmitTime: this.now(),
      AutoApprovalTime: this.now() + one.hit.group.AutoApprovalDelayInSeconds,
    });
    return { Assignment: this.shown(one) };
  }

  ReturnAssignment({ AssignmentId }, worker) {
    const one = this.mineInProgress(AssignmentId, worker);
    one.Status = 'Returned';
    one.hit.taken.delete(worker);
    return {};
  }

  GetAssignment({ AssignmentId }, worker) {
    return { Assignment: this.shown(this.mine(AssignmentId, worker), true) };
  }

  ListMyAssignments({ Status, MaxResults = 20, NextToken = '0' }, worker) {
    const all = this.assignments.filter(
      (one) => one.worker === worker && (Status === undefined || one.Status === Status),
    );
    return this.page(
      all.map((one) => this.shown(one)),
      MaxResults,
      NextToken,
      'Assignments',
    );
  }

  GetEarnings(_input, worker) {
    const mine = this.assignments.filter((one) => one.worker === worker);
    const of = (status) => mine.filter((one) => one.Status === status);
    const sum = (status) =>
      of(status)
        .reduce((total, one) => total + Number(one.hit.group.Reward), 0)
        .toFixed(2);
    return {
      Approved: sum('Approved'),
      Pending: sum('Submitted'),
      Bonuses: '0.00',
      Total: sum('Approved'),
      NumberApproved: of('Approved').length,
      NumberRejected: of('Rejected').length,
      NumberPending: of('Submitted').length,
      NumberAccepted: of('Accepted').length,
    };
  }
}
