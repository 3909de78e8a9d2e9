-- Notifications: who wants to hear of what, and what still has to leave (docs/decisions/0011 and 0027).

-- Where messages go, and how that went. `owner` is the requester; empty for mail that the server sends by
-- itself. `transport`: 0 e-mail, 1 SQS, 2 SNS, 3 webhook. Times are wall time. After a failure that may pass
-- nothing is sent until `paused_until`; `failing_since` is when the first of the failures in a row was.
CREATE TABLE notification_destinations (
  destination_id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  marketplace SMALLINT NOT NULL,
  transport SMALLINT NOT NULL CHECK (transport BETWEEN 0 AND 3),
  address TEXT NOT NULL,
  failures BIGINT NOT NULL DEFAULT 0 CHECK (failures >= 0),
  failing_since BIGINT,
  paused_until BIGINT NOT NULL DEFAULT 0,
  last_failure TEXT,
  UNIQUE (owner, marketplace, transport, address),
  CHECK ((failures = 0) = (failing_since IS NULL))
);

-- Per HIT type. `event_types` has bit N for event N (src/domain/event.h).
CREATE TABLE notification_settings (
  hit_type_id TEXT PRIMARY KEY REFERENCES hit_types (hit_type_id),
  destination_id TEXT NOT NULL REFERENCES notification_destinations (destination_id),
  event_types BIGINT NOT NULL CHECK (event_types BETWEEN 0 AND 4095),
  active SMALLINT NOT NULL CHECK (active IN (0, 1))
);
CREATE INDEX notification_settings_by_destination ON notification_settings (destination_id);

-- Events that are in no message yet, written by the transaction that made them happen. `happened_at` is of
-- the domain clock; `event_id` sorts by it.
CREATE TABLE notification_events (
  destination_id TEXT NOT NULL REFERENCES notification_destinations (destination_id),
  event_id TEXT NOT NULL,
  event_type SMALLINT NOT NULL CHECK (event_type BETWEEN 0 AND 11),
  happened_at BIGINT NOT NULL,
  hit_id TEXT NOT NULL,
  hit_type_id TEXT NOT NULL,
  assignment_id TEXT,
  PRIMARY KEY (destination_id, event_id),
  CHECK ((event_type <= 5) = (assignment_id IS NOT NULL))
);

-- Messages as they leave, byte for byte the same at every try. `rank` 0 goes before 1. A dead one, which
-- failed for good, stays until the operator sends it again or drops it. `created_at` is of the domain clock,
-- `dead_at` wall time.
CREATE TABLE notification_messages (
  message_id TEXT PRIMARY KEY,
  destination_id TEXT NOT NULL REFERENCES notification_destinations (destination_id),
  rank SMALLINT NOT NULL CHECK (rank IN (0, 1)),
  document_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  group_id TEXT NOT NULL,
  events BIGINT NOT NULL CHECK (events BETWEEN 0 AND 10),
  created_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  dead_at BIGINT,
  failure TEXT,
  CHECK (dead_at IS NULL OR failure IS NOT NULL)
);
CREATE INDEX notification_messages_waiting ON notification_messages (destination_id, rank, message_id)
  WHERE dead_at IS NULL;
CREATE INDEX notification_messages_dead ON notification_messages (message_id) WHERE dead_at IS NOT NULL;
CREATE INDEX notification_messages_by_destination ON notification_messages (destination_id);

-- What a requester's webhooks are signed with, sealed under the master key.
CREATE TABLE webhook_secrets (
  requester_id TEXT PRIMARY KEY REFERENCES requesters (requester_id),
  sealed_secret TEXT NOT NULL,
  made_at BIGINT NOT NULL
);
