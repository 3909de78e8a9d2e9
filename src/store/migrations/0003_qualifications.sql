-- Qualifications: what workers hold, the types that requesters make, and workers' requests.

-- `status`: 0 granted, 1 revoked. The key is in the order in which eligibility asks: what does this worker
-- hold? `reason` is what the worker reads of a revocation.
CREATE TABLE qualifications (
  worker_id TEXT NOT NULL REFERENCES workers (worker_id),
  qualification_type_id TEXT NOT NULL,
  value BIGINT NOT NULL,
  status SMALLINT NOT NULL CHECK (status IN (0, 1)),
  granted_at BIGINT NOT NULL,
  reason TEXT,
  PRIMARY KEY (worker_id, qualification_type_id)
);
CREATE INDEX qualifications_by_type ON qualifications (qualification_type_id, status, granted_at, worker_id);

-- A test with its key, apart from the types because it is large, and because a request keeps the test that
-- its worker was shown when the type has got another one.
CREATE TABLE qualification_tests (
  test_id TEXT PRIMARY KEY,
  test TEXT NOT NULL,
  answer_key TEXT
);

-- `state`: 0 active, 1 inactive, 2 being disposed of, 3 gone. What is gone has given its name free and exists
-- for nobody; its row stays, since requests and qualifications name it. `next_check_at` is when a type being
-- disposed of is next asked whether a HIT still needs it. `auto_granted_value` is NULL where nothing is
-- granted automatically.
CREATE TABLE qualification_types (
  qualification_type_id TEXT PRIMARY KEY,
  requester_id TEXT NOT NULL REFERENCES requesters (requester_id),
  marketplace SMALLINT NOT NULL,
  created_at BIGINT NOT NULL,
  name TEXT NOT NULL,
  keywords TEXT NOT NULL,
  description TEXT NOT NULL,
  state SMALLINT NOT NULL CHECK (state IN (0, 1, 2, 3)),
  retry_delay BIGINT,
  test_id TEXT REFERENCES qualification_tests (test_id),
  test_duration BIGINT,
  auto_granted_value BIGINT,
  next_check_at BIGINT,
  CHECK ((test_id IS NULL) = (test_duration IS NULL)),
  CHECK ((next_check_at IS NULL) = (state <> 2)),
  CHECK (test_id IS NULL OR auto_granted_value IS NULL)
);
CREATE UNIQUE INDEX qualification_types_named ON qualification_types (requester_id, marketplace, name)
  WHERE state <> 3;
CREATE INDEX qualification_types_active ON qualification_types (marketplace, name, qualification_type_id)
  WHERE state = 0;
CREATE INDEX qualification_types_inactive
  ON qualification_types (requester_id, marketplace, name, qualification_type_id) WHERE state = 1;
CREATE INDEX qualification_types_by_test ON qualification_types (test_id) WHERE test_id IS NOT NULL;

-- The words of a listed type's name, description and keywords, folded; in the order of a list of types.
CREATE TABLE qualification_type_words (
  marketplace SMALLINT NOT NULL,
  word TEXT NOT NULL,
  name TEXT NOT NULL,
  qualification_type_id TEXT NOT NULL REFERENCES qualification_types (qualification_type_id),
  PRIMARY KEY (marketplace, word, name, qualification_type_id)
);

-- `status`: 0 in the test, 1 waiting for the requester, 2 granted, 3 rejected, 4 ended before the test was
-- handed in. `submitted_at` is when the test, or without one the request, came in.
CREATE TABLE qualification_requests (
  request_id TEXT PRIMARY KEY,
  qualification_type_id TEXT NOT NULL REFERENCES qualification_types (qualification_type_id),
  requester_id TEXT NOT NULL REFERENCES requesters (requester_id),
  marketplace SMALLINT NOT NULL,
  worker_id TEXT NOT NULL REFERENCES workers (worker_id),
  status SMALLINT NOT NULL CHECK (status IN (0, 1, 2, 3, 4)),
  requested_at BIGINT NOT NULL,
  test_id TEXT REFERENCES qualification_tests (test_id),
  deadline BIGINT,
  submitted_at BIGINT,
  decided_at BIGINT,
  reason TEXT,
  CHECK ((test_id IS NULL) = (deadline IS NULL)),
  CHECK ((submitted_at IS NULL) = (status IN (0, 4))),
  CHECK ((decided_at IS NULL) = (status IN (0, 1)))
);
-- A worker has at most one request for a type that is not decided.
CREATE UNIQUE INDEX qualification_requests_open ON qualification_requests (worker_id, qualification_type_id)
  WHERE status <= 1;
CREATE INDEX qualification_requests_by_worker
  ON qualification_requests (worker_id, qualification_type_id, request_id);
CREATE INDEX qualification_requests_of_worker ON qualification_requests (worker_id, request_id);
CREATE INDEX qualification_requests_in_test ON qualification_requests (qualification_type_id)
  WHERE status = 0;
CREATE INDEX qualification_requests_waiting
  ON qualification_requests (qualification_type_id, submitted_at, request_id) WHERE status = 1;
CREATE INDEX qualification_requests_for_requester
  ON qualification_requests (requester_id, marketplace, submitted_at, request_id) WHERE status = 1;
CREATE INDEX qualification_requests_by_test ON qualification_requests (test_id) WHERE test_id IS NOT NULL;

-- What a worker answered to the test, as a QuestionFormAnswers document.
CREATE TABLE qualification_answers (
  request_id TEXT PRIMARY KEY REFERENCES qualification_requests (request_id),
  answer TEXT NOT NULL
);

-- Which HIT types require a qualification type, of the system or of a requester.
CREATE TABLE hit_type_requirements (
  qualification_type_id TEXT NOT NULL,
  requester_id TEXT NOT NULL REFERENCES requesters (requester_id),
  marketplace SMALLINT NOT NULL,
  hit_type_id TEXT NOT NULL REFERENCES hit_types (hit_type_id),
  PRIMARY KEY (qualification_type_id, requester_id, marketplace, hit_type_id)
);
CREATE INDEX hits_undeleted ON hits (hit_type_id, hit_id) WHERE mark <> 2;
-- Until now there were requirements of system types only. A line of `requirements` begins with the type's id.
INSERT INTO hit_type_requirements (qualification_type_id, requester_id, marketplace, hit_type_id)
  SELECT s.id, t.requester_id, t.marketplace, t.hit_type_id FROM hit_types t
  JOIN (SELECT '00000000000000000040' AS id UNION ALL SELECT '00000000000000000060'
        UNION ALL SELECT '00000000000000000071' UNION ALL SELECT '000000000000000000L0'
        UNION ALL SELECT '2ARFPLSP75KLA8M8DH1HTEQVJT3SY6'
        UNION ALL SELECT '2F1QJWKUDD8XADTFD2Q0G6UTO95ALH') s
  ON t.requirements LIKE s.id || ' %' OR t.requirements LIKE '%
' || s.id || ' %';
