-- Files that workers have uploaded as answers. The bytes are in the data directory, under the key.

CREATE TABLE files (
  file_key TEXT PRIMARY KEY,
  assignment_id TEXT NOT NULL REFERENCES assignments (assignment_id),
  question TEXT NOT NULL,
  name TEXT NOT NULL,
  bytes BIGINT NOT NULL CHECK (bytes > 0),
  uploaded_at BIGINT NOT NULL,
  UNIQUE (assignment_id, question)
);

-- Files whose row is gone and whose bytes are still to be removed.
CREATE TABLE dropped_files (
  file_key TEXT PRIMARY KEY
);
