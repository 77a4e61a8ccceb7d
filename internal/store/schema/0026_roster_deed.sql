-- What an organisation's people did in its cabinet. Rows are never changed.
-- distributed by org
CREATE TABLE roster_deed (
    org  text   NOT NULL,
    id   text   NOT NULL,
    at   bigint NOT NULL,
    body text   NOT NULL,
    PRIMARY KEY (org, id)
);
CREATE INDEX roster_deed_at ON roster_deed (org, at);
