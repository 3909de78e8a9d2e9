-- Workers and requesters: what requirements ask of a worker, who blocks whom, who has judged whose work, and
-- messages.

-- `subdivision` is ISO 3166-2 behind the dash; `adult` is the agreement to see adult content.
ALTER TABLE workers ADD COLUMN subdivision TEXT;
ALTER TABLE workers ADD COLUMN adult SMALLINT NOT NULL DEFAULT 0 CHECK (adult IN (0, 1));
ALTER TABLE workers ADD COLUMN masters SMALLINT NOT NULL DEFAULT 0 CHECK (masters IN (0, 1));
ALTER TABLE workers ADD COLUMN email TEXT;

-- How many assignments of the worker the requester has approved and rejected; as the counters in `workers`,
-- but for each requester. The key is in the order in which eligibility asks, and NotifyWorkers.
CREATE TABLE work_records (
  worker_id TEXT NOT NULL REFERENCES workers (worker_id),
  requester_id TEXT NOT NULL REFERENCES requesters (requester_id),
  approved BIGINT NOT NULL CHECK (approved >= 0),
  rejected BIGINT NOT NULL CHECK (rejected >= 0),
  PRIMARY KEY (worker_id, requester_id)
);
INSERT INTO work_records (worker_id, requester_id, approved, rejected)
  SELECT a.worker_id, h.requester_id,
         CAST(SUM(CASE WHEN a.status = 2 THEN 1 ELSE 0 END) AS BIGINT),
         CAST(SUM(CASE WHEN a.status = 3 THEN 1 ELSE 0 END) AS BIGINT)
  FROM assignments a JOIN hits h ON h.hit_id = a.hit_id
  WHERE a.status = 2 OR a.status = 3
  GROUP BY a.worker_id, h.requester_id;

-- A block that was lifted stays with `active` 0 and why it was lifted. `marketplace` is the worker's.
CREATE TABLE worker_blocks (
  worker_id TEXT NOT NULL REFERENCES workers (worker_id),
  requester_id TEXT NOT NULL REFERENCES requesters (requester_id),
  marketplace SMALLINT NOT NULL,
  reason TEXT,
  blocked_at BIGINT NOT NULL,
  active SMALLINT NOT NULL CHECK (active IN (0, 1)),
  lifted_because TEXT,
  PRIMARY KEY (worker_id, requester_id)
);
CREATE INDEX worker_blocks_listed ON worker_blocks (requester_id, marketplace, blocked_at, worker_id)
  WHERE active = 1;

-- Active blocks of a requester in a marketplace, since there is a limit.
CREATE TABLE block_counts (
  requester_id TEXT NOT NULL REFERENCES requesters (requester_id),
  marketplace SMALLINT NOT NULL,
  blocks BIGINT NOT NULL CHECK (blocks >= 0),
  PRIMARY KEY (requester_id, marketplace)
);

-- What requesters write to workers, and what the server tells them in a requester's name.
CREATE TABLE messages (
  message_id TEXT PRIMARY KEY,
  worker_id TEXT NOT NULL REFERENCES workers (worker_id),
  requester_id TEXT NOT NULL REFERENCES requesters (requester_id),
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  read_at BIGINT
);
CREATE INDEX messages_by_worker ON messages (worker_id, message_id);
CREATE INDEX messages_unread ON messages (worker_id, message_id) WHERE read_at IS NULL;
