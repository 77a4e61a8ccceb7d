-- Officers looked at something unusual: key is a digest of what it was. Rows are never changed.
-- distributed by key
CREATE TABLE regard (
    key     text   NOT NULL,
    at      bigint NOT NULL,
    kind    text   NOT NULL CHECK (kind IN ('dwelling', 'applicant', 'phone', 'owner')),
    officer text   NOT NULL,
    note    text   NOT NULL,
    PRIMARY KEY (key, at)
);
CREATE INDEX regard_at ON regard (at);
