-- Review policies: what HITs were given, and what came of it.

-- 1: a policy of its assignments, 2: one of the HIT, 3: both. Few HITs have any; nothing is asked of the
-- others.
ALTER TABLE hits ADD COLUMN review_policies SMALLINT NOT NULL DEFAULT 0
  CHECK (review_policies BETWEEN 0 AND 3);
CREATE INDEX hits_with_review_policies ON hits (hit_id) WHERE review_policies > 0;

-- `policy_level`: 0 of assignments, 1 of the HIT. `parameters` as packed by the program. `ran_for` is the
-- hits.reviewable_at for which a policy of the HIT ran last: it runs once each time a HIT becomes reviewable.
CREATE TABLE review_policies (
  hit_id TEXT NOT NULL REFERENCES hits (hit_id),
  policy_level SMALLINT NOT NULL CHECK (policy_level IN (0, 1)),
  name TEXT NOT NULL,
  parameters TEXT NOT NULL,
  ran_for BIGINT,
  PRIMARY KEY (hit_id, policy_level)
);

-- What policies did, numbered in their order in each HIT. `kind`: 0 review, 1 approve, 2 reject, 3 extend. An
-- action is about an assignment or, without one, about the HIT. `error_code` is there if it failed. `results`
-- is what a review found, as packed by the program.
CREATE TABLE review_actions (
  hit_id TEXT NOT NULL REFERENCES hits (hit_id),
  action_number BIGINT NOT NULL,
  action_id TEXT NOT NULL,
  policy_level SMALLINT NOT NULL CHECK (policy_level IN (0, 1)),
  kind SMALLINT NOT NULL CHECK (kind BETWEEN 0 AND 3),
  assignment_id TEXT REFERENCES assignments (assignment_id),
  completed_at BIGINT NOT NULL,
  result TEXT NOT NULL,
  error_code TEXT,
  results TEXT NOT NULL,
  PRIMARY KEY (hit_id, action_number)
);
