-- What the whole life of a HIT needs: when it became reviewable, what it was made from, and bonuses.

-- Set while the HIT is Reviewable or Reviewing; it is disposed 120 days later.
ALTER TABLE hits ADD COLUMN reviewable_at BIGINT;
ALTER TABLE hits ADD COLUMN layout_id TEXT;
UPDATE hits SET reviewable_at = expires_at WHERE open = 0 AND pending = 0 AND mark = 0;
-- Timer kind 5 disposes of a HIT; 10368000 seconds are 120 days.
INSERT INTO timers (due_at, kind, subject)
  SELECT reviewable_at + 10368000000000, 5, hit_id FROM hits WHERE reviewable_at IS NOT NULL;
CREATE INDEX hits_reviewable ON hits (requester_id, marketplace, mark, expires_at, hit_id)
  WHERE reviewable_at IS NOT NULL;

-- `parameters` are the placeholders' names, one a line, in the order of their first use.
CREATE TABLE hit_layouts (
  layout_id TEXT PRIMARY KEY,
  requester_id TEXT NOT NULL REFERENCES requesters (requester_id),
  marketplace SMALLINT NOT NULL,
  name TEXT NOT NULL,
  html TEXT NOT NULL,
  parameters TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX hit_layouts_by_requester ON hit_layouts (requester_id, marketplace, layout_id);

CREATE TABLE bonuses (
  bonus_id TEXT PRIMARY KEY,
  requester_id TEXT NOT NULL REFERENCES requesters (requester_id),
  hit_id TEXT NOT NULL REFERENCES hits (hit_id),
  assignment_id TEXT NOT NULL REFERENCES assignments (assignment_id),
  worker_id TEXT NOT NULL REFERENCES workers (worker_id),
  amount BIGINT NOT NULL CHECK (amount > 0),
  fee BIGINT NOT NULL CHECK (fee >= 0),
  reason TEXT NOT NULL,
  granted_at BIGINT NOT NULL
);
CREATE INDEX bonuses_by_hit ON bonuses (hit_id, bonus_id);
CREATE INDEX bonuses_by_assignment ON bonuses (assignment_id, bonus_id);
CREATE INDEX bonuses_by_worker ON bonuses (worker_id, bonus_id);
