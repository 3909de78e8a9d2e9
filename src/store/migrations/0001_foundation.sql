-- Instants and durations are microseconds, money is micro-dollars, both BIGINT; booleans are SMALLINT 0 or 1.
-- `marketplace` is 0 for the sandbox and 1 for live. Ids sort by time (docs/decisions), so the primary keys
-- of the large tables grow at their end.

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE requesters (
  requester_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  suspended SMALLINT NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1))
);

CREATE TABLE access_keys (
  access_key_id TEXT PRIMARY KEY,
  requester_id TEXT NOT NULL REFERENCES requesters (requester_id),
  sealed_secret TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  active SMALLINT NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  imported SMALLINT NOT NULL DEFAULT 0 CHECK (imported IN (0, 1))
);
CREATE INDEX access_keys_by_requester ON access_keys (requester_id);

CREATE TABLE workers (
  worker_id TEXT PRIMARY KEY,
  marketplace SMALLINT NOT NULL,
  username TEXT NOT NULL,
  folded_username TEXT NOT NULL,
  password_hash TEXT,
  country TEXT,
  created_at BIGINT NOT NULL,
  suspended SMALLINT NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1)),
  submitted BIGINT NOT NULL DEFAULT 0,
  approved BIGINT NOT NULL DEFAULT 0,
  rejected BIGINT NOT NULL DEFAULT 0,
  UNIQUE (marketplace, folded_username)
);

-- Sessions, bearer tokens and links, all by the hash of what the worker holds. `kind`: 0 session, 1 bearer
-- token, 2 sign-in link, 3 password-reset link. `expires_at` is wall time; NULL never expires.
CREATE TABLE worker_credentials (
  token_hash TEXT PRIMARY KEY,
  worker_id TEXT NOT NULL REFERENCES workers (worker_id),
  kind SMALLINT NOT NULL,
  csrf_token TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT
);
CREATE INDEX worker_credentials_by_worker ON worker_credentials (worker_id);
CREATE INDEX worker_credentials_by_expiry ON worker_credentials (expires_at);

CREATE TABLE hit_types (
  hit_type_id TEXT PRIMARY KEY,
  hit_group_id TEXT NOT NULL UNIQUE,
  marketplace SMALLINT NOT NULL,
  requester_id TEXT NOT NULL REFERENCES requesters (requester_id),
  created_at BIGINT NOT NULL,
  identity TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  keywords TEXT NOT NULL,
  reward BIGINT NOT NULL,
  assignment_duration BIGINT NOT NULL,
  auto_approval_delay BIGINT NOT NULL,
  requirements TEXT NOT NULL,
  open_hits BIGINT NOT NULL DEFAULT 0 CHECK (open_hits >= 0),
  updated_at BIGINT NOT NULL,
  latest_expiration BIGINT NOT NULL,
  UNIQUE (requester_id, marketplace, identity)
);
CREATE INDEX hit_types_open ON hit_types (marketplace, hit_type_id) WHERE open_hits > 0;

-- `open` is 1 while places may be accepted; the expiry timer closes it.
CREATE TABLE hits (
  hit_id TEXT PRIMARY KEY,
  requester_id TEXT NOT NULL REFERENCES requesters (requester_id),
  marketplace SMALLINT NOT NULL,
  hit_type_id TEXT NOT NULL REFERENCES hit_types (hit_type_id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  max_assignments BIGINT NOT NULL,
  pending BIGINT NOT NULL CHECK (pending >= 0),
  submitted BIGINT NOT NULL CHECK (submitted >= 0),
  decided BIGINT NOT NULL CHECK (decided >= 0),
  mark SMALLINT NOT NULL,
  reward BIGINT NOT NULL,
  fee BIGINT NOT NULL,
  places_held SMALLINT NOT NULL CHECK (places_held IN (0, 1)),
  open SMALLINT NOT NULL CHECK (open IN (0, 1)),
  annotation TEXT,
  CHECK (pending + submitted + decided <= max_assignments)
);
CREATE INDEX hits_by_requester ON hits (requester_id, marketplace, hit_id);
CREATE INDEX hits_open ON hits (hit_type_id, hit_id) WHERE open = 1;

CREATE TABLE hit_questions (
  hit_id TEXT PRIMARY KEY REFERENCES hits (hit_id),
  question TEXT NOT NULL
);

-- `status`: 0 accepted, 1 submitted, 2 approved, 3 rejected, 4 returned, 5 abandoned.
CREATE TABLE assignments (
  assignment_id TEXT PRIMARY KEY,
  hit_id TEXT NOT NULL REFERENCES hits (hit_id),
  worker_id TEXT NOT NULL REFERENCES workers (worker_id),
  status SMALLINT NOT NULL,
  accepted_at BIGINT NOT NULL,
  deadline BIGINT NOT NULL,
  submitted_at BIGINT,
  auto_approval_at BIGINT,
  approved_at BIGINT,
  rejected_at BIGINT,
  feedback TEXT,
  reward BIGINT NOT NULL
);
-- A worker has at most one assignment of a HIT that is not given back.
CREATE UNIQUE INDEX assignments_one_per_worker ON assignments (worker_id, hit_id) WHERE status <= 3;
CREATE INDEX assignments_by_hit ON assignments (hit_id, submitted_at, assignment_id);
CREATE INDEX assignments_by_worker ON assignments (worker_id, assignment_id);
CREATE INDEX assignments_under_way ON assignments (worker_id) WHERE status = 0;

CREATE TABLE answers (
  assignment_id TEXT PRIMARY KEY REFERENCES assignments (assignment_id),
  answer TEXT NOT NULL
);

-- What a form posted and its worker has not confirmed yet, as an answer document.
CREATE TABLE drafts (
  assignment_id TEXT PRIMARY KEY REFERENCES assignments (assignment_id),
  answer TEXT NOT NULL
);

CREATE TABLE request_tokens (
  requester_id TEXT NOT NULL,
  marketplace SMALLINT NOT NULL,
  operation TEXT NOT NULL,
  token TEXT NOT NULL,
  subject TEXT NOT NULL,
  used_at BIGINT NOT NULL,
  PRIMARY KEY (requester_id, marketplace, operation, token)
);
CREATE INDEX request_tokens_by_age ON request_tokens (used_at);

CREATE TABLE ledger_entries (
  entry_id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  from_account TEXT NOT NULL,
  to_account TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0),
  reason TEXT NOT NULL,
  subject TEXT NOT NULL
);

-- A cache of the entries' sums, changed in the same transaction.
CREATE TABLE balances (
  account TEXT PRIMARY KEY,
  balance BIGINT NOT NULL,
  may_be_negative SMALLINT NOT NULL CHECK (may_be_negative IN (0, 1)),
  CHECK (balance >= 0 OR may_be_negative = 1)
);

CREATE TABLE timers (
  due_at BIGINT NOT NULL,
  kind SMALLINT NOT NULL,
  subject TEXT NOT NULL,
  attempt BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (due_at, kind, subject)
);
