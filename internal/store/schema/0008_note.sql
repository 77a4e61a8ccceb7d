-- Officers' free texts beside facts. They may be erased; the facts keep their digests.
-- distributed by case_ref
CREATE TABLE note (
    case_ref text   NOT NULL,
    digest   text   NOT NULL,
    salt     text   NOT NULL,
    author   text   NOT NULL,
    shown    bigint NOT NULL CHECK (shown IN (0, 1)),
    body     text   NOT NULL,
    at       bigint NOT NULL,
    PRIMARY KEY (case_ref, digest)
);

-- New registrations of the last days, for the list of dwellings that an officer should look at.
CREATE INDEX resident_fresh ON resident (known_from) WHERE version = 1;
