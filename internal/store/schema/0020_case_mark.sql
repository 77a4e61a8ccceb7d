-- What statistics count an application by; written together with its row.
-- distributed by ref
CREATE TABLE case_mark (
    ref     text   NOT NULL,
    region  text   NOT NULL,
    channel text   NOT NULL,
    branch  text   NOT NULL,
    purpose text   NOT NULL,
    months  bigint NOT NULL CHECK (months >= 0),
    PRIMARY KEY (ref)
);
CREATE INDEX entry_known ON entry (known_from);
